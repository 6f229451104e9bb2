import { changeCapacity as changeIt } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { Capacity, CapacityChange } from '../../schemas/presence.ts';

export const changeCapacity = operation({
  id: 'capacity.change', method: 'PATCH', path: '/native/v1/capacity', tag: 'Presence', body: CapacityChange, response: Capacity,
  summary: 'What is not named stays; needs work.supervise. Agents are looked at anew, what they have in hand stays with them',
  handle: ({ act, change, body }) => change((tx) => changeIt(tx, act, body)),
});
