import { getAgentCard as get } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { AgentCard } from '../../schemas/presence.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getAgentCard = operation({
  id: 'agents.card.get', method: 'GET', path: '/native/v1/agents/{id}/card', tag: 'People', params: IdParams, response: AgentCard,
  summary: 'Parts of the name, number, location and picture of an agent',
  handle: ({ act, snapshot, params: { id } }) => snapshot((tx) => get(tx, act, id)),
});
