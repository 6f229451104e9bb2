import { Type } from '@sinclair/typebox';
import { accountZone, findAgentDay } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';
import { AgentDay, DayText } from '../../schemas/wallboard.ts';

export const getAgentDay = operation({
  id: 'agents.day',
  method: 'GET',
  path: '/native/v1/agents/{id}/day',
  tag: 'Wallboard',
  summary: 'A day of an agent: stays in statuses, work, moments. One\'s own, or with work.supervise',
  params: IdParams,
  query: Type.Object({ day: Type.Optional(DayText) }),
  response: AgentDay,
  handle: ({ act, snapshot, params, query }) => snapshot(async (tx) => {
    const { stays, work, moments, ...day } = await findAgentDay(tx, act, { agentId: params.id, day: query.day, zone: await accountZone(tx) });
    return { ...day, stays: [...stays], work: [...work], moments: [...moments] };
  }),
});
