import { act, saveChange } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeQueue } from './wake.ts';

/** A waiting work is looked at again: a cascade opens its next group, and who said no may be asked once more. */
export async function lookAgain(store: RoutingStore, interactionId: number): Promise<Wake> {
  const interaction = await store.lockInteraction(interactionId);
  const dueMs = await store.getTimer('cascade', interactionId);
  if (dueMs === null || dueMs > store.nowMs) return noWake;
  const entry = interaction === null ? null : await store.getEntry(interactionId);
  const queue = entry === null ? null : await store.getQueue(entry.queueId);
  await store.dropTimer('cascade', interactionId);
  if (interaction === null || entry === null || queue === null) return noWake;
  if (queue.mode !== 'cascade') return wakeQueue(queue.id);
  const levels = await store.levelsOf(queue.id);
  const next = levels.find((level) => level > entry.groupsOpen);
  if (next === undefined) return wakeQueue(queue.id);
  const castMs = Math.max(entry.enteredMs, interaction.detail.castings?.at(-1)?.atMs ?? entry.enteredMs);
  const nextMs = castMs + queue.cascadeSeconds * 1000;
  if (nextMs > store.nowMs) {
    await store.setTimer('cascade', interactionId, nextMs);
    return wakeQueue(queue.id);
  }
  await store.putEntry({ ...entry, groupsOpen: next });
  const wake = await saveChange(store, interaction, act(store, interaction, { type: 'cast', mode: 'cascade', group: levels.indexOf(next) + 1 }));
  if (levels.some((level) => level > next)) await store.setTimer('cascade', interactionId, store.nowMs + queue.cascadeSeconds * 1000);
  return joinWakes(wake, wakeQueue(queue.id));
}
