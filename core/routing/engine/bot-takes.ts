import { CoreError } from '#core/kernel/index.ts';
import { lockInteraction } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';
import { noWake } from './wake.ts';

/** The line says that a bot has taken a customer who is still in the menus. Told twice, it is one. What waits or is with somebody is not taken by a bot: `conflict`. */
export async function botTakes(store: RoutingStore, { interactionId, botName }: { interactionId: number; botName: string }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  if (interaction.state === 'bot') return noWake;
  if (interaction.state !== 'selecting') throw new CoreError('conflict', 'A bot takes what is still in the menus.', { key: 'interaction-state' });
  const { menuPathId, lang, queueId } = interaction;
  return saveChange(store, interaction, act(store, interaction, { type: 'bot-takes', botName, menuPathId, lang, ...(queueId !== null && { queueId }) }));
}
