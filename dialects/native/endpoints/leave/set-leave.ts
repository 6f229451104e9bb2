import { setLeave as set } from '#core/calendars/index.ts';
import { operation } from '#http/index.ts';
import { LeaveInput, LeaveList } from '../../schemas/leave.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setLeave = operation({
  id: 'leave.set',
  method: 'PUT',
  path: '/native/v1/agents/{id}/leave',
  tag: 'Hours',
  summary: 'Replaces the leave of an agent. Figures less leave are counted anew, for all time',
  params: IdParams,
  body: LeaveInput,
  response: LeaveList,
  handle: async ({ act, change, params, body }) => ({ items: (await change((tx) => set(tx, act, params.id, body.spans))).map(({ agentId, from, to }) => ({ agentId, from, to })), next: null }),
});
