import { getAgentPresence } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { renderPresence } from '../../render/presence.ts';
import { Presence } from '../../schemas/presence.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getPresence = operation({
  id: 'presence.get', method: 'GET', path: '/native/v1/agents/{id}/presence', tag: 'Presence', params: IdParams, response: Presence,
  summary: 'How an agent stands: status, readiness, what he has in hand, where he is connected',
  handle: async ({ act, snapshot, params: { id } }) => renderPresence(await snapshot((tx) => getAgentPresence(tx, act, id))),
});
