import { getCapacity as get } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { Capacity } from '../../schemas/presence.ts';

export const getCapacity = operation({
  id: 'capacity.get', method: 'GET', path: '/native/v1/capacity', tag: 'Presence', response: Capacity,
  summary: 'How much agents without figures of their own take at once, and what a call and a chat take of it',
  handle: ({ act, snapshot }) => snapshot((tx) => get(tx, act)),
});
