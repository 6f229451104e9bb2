import { getAgentSkills as get } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { AgentSkills } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getAgentSkills = operation({
  id: 'agents.getSkills',
  method: 'GET',
  path: '/native/v1/agents/{id}/skills',
  tag: 'Queues',
  summary: 'What an agent can',
  params: IdParams,
  response: AgentSkills,
  handle: async ({ act, snapshot, params: { id } }) => ({ skills: await snapshot((tx) => get(tx, act, id)) }),
});
