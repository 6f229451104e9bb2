import { getAgent as get } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { renderAgents } from '../../render/agent.ts';
import { Agent } from '../../schemas/people.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getAgent = operation({
  id: 'agents.get',
  method: 'GET',
  path: '/native/v1/agents/{id}',
  tag: 'People',
  summary: 'A person who answers',
  params: IdParams,
  response: Agent,
  handle: ({ act, snapshot, params }) => snapshot(async (tx) => (await renderAgents(tx, act, [await get(tx, act, params.id)]))[0]!),
});
