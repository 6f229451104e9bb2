import type { Bot } from '#core/bots/index.ts';
import { findBotsOfChannels } from '#core/channels/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { readingBack } from '../parse/reading-back.ts';

export async function botViews(tx: Tx, act: Act, bots: readonly Bot[]) {
  const channels = await findBotsOfChannels(tx, readingBack(act));
  return bots.map((bot) => ({ ...bot, channelIds: [...channels].filter(([, botId]) => botId === bot.id).map(([channelId]) => channelId) }));
}
