import { getAgentPresence } from '#core/presence/index.ts';
import { changeAgentPresence } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderPresence } from '../../render/presence.ts';
import { Presence, PresenceChange } from '../../schemas/presence.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changePresence = operation({
  id: 'presence.change', method: 'PATCH', path: '/native/v1/agents/{id}/presence', tag: 'Presence', params: IdParams, body: PresenceChange, response: Presence,
  summary: 'Says how an agent stands and what he takes: oneself with work.handle, others with work.supervise. In a call the status waits until it is over. Capacity and weights: with work.supervise; null is as the account has it',
  async handle({ act, change, params: { id }, body }) {
    await changeAgentPresence(change, act, { agentId: id, ...body });
    return renderPresence(await change((tx) => getAgentPresence(tx, readingBack(act), id)));
  },
});
