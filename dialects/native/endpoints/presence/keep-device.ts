import { getAgentPresence } from '#core/presence/index.ts';
import { keepDevice as keep } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderPresence } from '../../render/presence.ts';
import { DeviceInput, DeviceParams, Presence } from '../../schemas/presence.ts';

export const keepDevice = operation({
  id: 'presence.devices.keep', method: 'PUT', path: '/native/v1/agents/{id}/devices/{device}', tag: 'Presence', params: DeviceParams, body: DeviceInput, response: Presence,
  summary: 'A device of an agent says that it is there, every 15 seconds: it counts for 45. The first makes the agent online',
  async handle({ act, change, params: { id, device }, body: { kind } }) {
    await keep(change, act, { agentId: id, device, kind });
    return renderPresence(await change((tx) => getAgentPresence(tx, readingBack(act), id)));
  },
});
