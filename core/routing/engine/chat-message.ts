import { endInteraction } from './end-interaction.ts';
import { lockInteraction } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';
import { noWake } from './wake.ts';

/** A message of a chat. Once an agent has written, the customer has `chatSilenceSeconds` for an answer. */
export async function chatMessage(store: RoutingStore, { interactionId, ...message }: { interactionId: number; by: 'customer' | 'agent' | 'bot'; agentId?: number; isFallback?: boolean }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  const wake = await saveChange(store, interaction, act(store, interaction, { type: 'message', ...message }));
  const { chatSilenceSeconds } = store.settings;
  if (message.by === 'customer') await store.dropTimer('chat-silence', interactionId);
  else if (message.by === 'agent' && chatSilenceSeconds !== null) await store.setTimer('chat-silence', interactionId, store.nowMs + chatSilenceSeconds * 1000);
  return wake;
}

/** The customer has not answered in time: the chat ends without response. */
export async function chatFellSilent(store: RoutingStore, interactionId: number): Promise<Wake> {
  const interaction = await store.lockInteraction(interactionId);
  const dueMs = await store.getTimer('chat-silence', interactionId);
  if (dueMs === null || dueMs > store.nowMs) return noWake;
  await store.dropTimer('chat-silence', interactionId);
  if (interaction === null || interaction.state !== 'assigned') return noWake;
  return (await endInteraction(store, { interactionId, by: 'system', failReason: 'no-response' })).wake;
}
