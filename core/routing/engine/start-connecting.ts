import type { Interaction } from '#core/interactions/index.ts';
import { act } from './save-change.ts';
import type { RoutingStore } from './store.ts';

/** After an agent took it. A chat is his at once. A call is prepared for, where the queue gives time for it, and then the two are joined within `connectSeconds`. */
export async function startsConnecting(store: RoutingStore, assigned: Interaction, beforeWorkSeconds: number): Promise<Interaction> {
  if (assigned.kind === 'chat') return assigned;
  if (beforeWorkSeconds > 0) {
    await store.setTimer('before-work', assigned.id, store.nowMs + beforeWorkSeconds * 1000);
    return assigned;
  }
  await store.setTimer('connect', assigned.id, store.nowMs + store.settings.connectSeconds * 1000);
  return act(store, assigned, { type: 'connecting' });
}
