import { endDevice as end } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { DeviceParams } from '../../schemas/presence.ts';
import { Empty } from '../../schemas/shared.ts';

export const endDevice = operation({
  id: 'presence.devices.end', method: 'DELETE', path: '/native/v1/agents/{id}/devices/{device}', tag: 'Presence', params: DeviceParams, response: Empty, status: 204,
  summary: 'The device goes; the last one makes the agent offline, and what he had in hand goes on to others',
  async handle({ act, change, params: { id, device } }) {
    await end(change, act, { agentId: id, device });
    return null;
  },
});
