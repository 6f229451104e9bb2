import type { InteractionAct } from '#core/interactions/index.ts';
import { lockAgentsOf, lockInteraction } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';

/** Acts that no other rule is about: they change the record, and agents only through what they have in hand (`leave`, the survey that frees them). */
export type PlainAct = Extract<InteractionAct, {
  readonly type: 'menu' | 'switching' | 'hold' | 'resume' | 'join' | 'leave' | 'third-joins' | 'third-leaves' | 'event-starts' | 'event-ends' | 'voicemail-left' | 'voicemail-read'
  | 'recording-starts' | 'recording-ends' | 'redaction-starts' | 'redaction-ends' | 'recording-ready' | 'dispose' | 'rate' | 'verify' | 'input' | 'ticket';
}>;

export async function plainAct(store: RoutingStore, { interactionId, act: one }: { interactionId: number; act: PlainAct }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  await lockAgentsOf(store, [interaction]);
  return saveChange(store, interaction, act(store, interaction, one));
}
