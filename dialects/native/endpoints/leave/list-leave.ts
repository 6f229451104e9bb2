import { findLeave } from '#core/calendars/index.ts';
import { operation } from '#http/index.ts';
import { LeaveList } from '../../schemas/leave.ts';

export const listLeave = operation({
  id: 'leave.list',
  method: 'GET',
  path: '/native/v1/leave',
  tag: 'Hours',
  summary: 'Days on which agents are away, in order of the first day',
  response: LeaveList,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findLeave(tx, act))).map(({ agentId, from, to }) => ({ agentId, from, to })), next: null }),
});
