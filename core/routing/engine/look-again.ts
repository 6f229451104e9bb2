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
  const levels = queue.mode === 'cascade' ? await store.levelsOf(queue.id) : [];
  const castMs = Math.max(entry.enteredMs, interaction.detail.castings?.at(-1)?.atMs ?? entry.enteredMs);
  let nextGroupMs = levels.some((level) => level > entry.groupsOpen) ? castMs + queue.cascadeSeconds * 1000 : null;
  let wake = wakeQueue(queue.id);
  if (nextGroupMs !== null && nextGroupMs <= store.nowMs) {
    const next = levels.find((level) => level > entry.groupsOpen)!;
    await store.putEntry({ ...entry, groupsOpen: next });
    wake = joinWakes(wake, await saveChange(store, interaction, act(store, interaction, { type: 'cast', mode: 'cascade', group: levels.indexOf(next) + 1 })));
    nextGroupMs = levels.some((level) => level > next) ? store.nowMs + queue.cascadeSeconds * 1000 : null;
  }
  const dueAgainMs = [nextGroupMs, await store.nextRetry(interactionId)].filter((ms) => ms !== null);
  if (dueAgainMs.length > 0) await store.setTimer('cascade', interactionId, Math.min(...dueAgainMs));
  return wake;
}
