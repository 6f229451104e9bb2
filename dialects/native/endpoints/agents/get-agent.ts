import { getAgent as get } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { renderAgent } from '../../render/agent.ts';
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
  handle: async ({ act, snapshot, params }) => renderAgent(await snapshot((tx) => get(tx, act, params.id))),
});
