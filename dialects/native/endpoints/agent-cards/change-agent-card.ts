import { changeAgentCard as changeIt, getAgentCard } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { AgentCard, AgentCardChange } from '../../schemas/presence.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeAgentCard = operation({
  id: 'agents.card.change', method: 'PATCH', path: '/native/v1/agents/{id}/card', tag: 'People', params: IdParams, body: AgentCardChange, response: AgentCard,
  summary: 'What is not named stays, null takes away. No two agents have the same number',
  handle: ({ act, change, params: { id }, body }) => change(async (tx) => {
    await changeIt(tx, act, id, body);
    return getAgentCard(tx, readingBack(act), id);
  }),
});
