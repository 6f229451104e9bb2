import { Type } from '@sinclair/typebox';
import { findAgentBoard } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { Id } from '../../schemas/shared.ts';
import { AgentBoard } from '../../schemas/wallboard.ts';

export const getAgentBoard = operation({
  id: 'wallboard.agents',
  method: 'GET',
  path: '/native/v1/wallboard/agents',
  tag: 'Wallboard',
  summary: 'How each agent stands: state, status, since when and by whom, work in hand',
  query: Type.Object({ queueId: Type.Optional(Id) }),
  response: AgentBoard,
  handle: ({ act, snapshot, query }) => snapshot(async (tx) => {
    const { asOf, agents } = await findAgentBoard(tx, act, query);
    return { asOf, agents: agents.map((agent) => ({ ...agent, queueIds: [...agent.queueIds], work: [...agent.work] })) };
  }),
});
