import type { DisconnectedBy, FailReason } from '#core/interactions/index.ts';
import { endInteraction } from './end-interaction.ts';
import { lockInteraction } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import { startsConnecting } from './start-connecting.ts';
import type { RoutingStore, Wake } from './store.ts';
import { noWake } from './wake.ts';
import { cancelTransfer } from './transfer.ts';

/** Said by the line while it joins the two: the record may know it already. Who was still preparing is not any more; the time for joining runs from now. */
export async function lineConnects(store: RoutingStore, { interactionId }: { interactionId: number }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  const after = act(store, interaction, { type: 'connecting' });
  if (await store.getTimer('before-work', interactionId) !== null) {
    await store.dropTimer('before-work', interactionId);
    await store.setTimer('connect', interactionId, store.nowMs + store.settings.connectSeconds * 1000);
  }
  return saveChange(store, interaction, after);
}

/** The line says that the two hear each other. */
export async function connected(store: RoutingStore, { interactionId }: { interactionId: number }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  const after = act(store, interaction, { type: 'connected' });
  await store.dropTimer('connect', interactionId);
  await store.dropTimer('before-work', interactionId);
  return saveChange(store, interaction, after);
}

/** The agent has prepared, or his time for it is over: now the two are joined. */
export async function endBeforeWork(store: RoutingStore, { interactionId, isDue = false }: { interactionId: number; isDue?: boolean }): Promise<Wake> {
  const interaction = await store.lockInteraction(interactionId);
  const dueMs = await store.getTimer('before-work', interactionId);
  if (dueMs === null || (isDue && dueMs > store.nowMs)) return noWake;
  await store.dropTimer('before-work', interactionId);
  if (interaction === null || interaction.endedMs !== null) return noWake;
  return saveChange(store, interaction, await startsConnecting(store, interaction, 0));
}

/** Nobody was joined in time: a warm transfer is called off, any other call has failed. */
export async function connectTimedOut(store: RoutingStore, interactionId: number): Promise<Wake> {
  const interaction = await store.lockInteraction(interactionId);
  const dueMs = await store.getTimer('connect', interactionId);
  if (dueMs === null || dueMs > store.nowMs) return noWake;
  await store.dropTimer('connect', interactionId);
  if (interaction === null || interaction.endedMs !== null) return noWake;
  if (interaction.state === 'connected') return interaction.transfers.at(-1)?.state === 'transferring' ? cancelTransfer(store, { interactionId, failReason: 'connection-timeout' }) : noWake;
  const by: DisconnectedBy = 'system';
  const failReason: FailReason = interaction.direction === 'out' || interaction.isScheduled ? 'customer-no-answer' : 'connection-timeout';
  return (await endInteraction(store, { interactionId, by, failReason })).wake;
}
