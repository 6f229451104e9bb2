import { findBotOfChannel, getChannel, setBotOfChannel } from '#core/channels/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { ensureWebhookOfBot } from '#core/webhooks/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Bot } from './bot.ts';
import { getBot } from './find-bots.ts';

/** The bot answers first in the channel from now on; null: people do. What a bot has of conversations stays with it until it hands over. */
export async function setChannelBot(tx: Tx, act: Act, channelId: number, botId: number | null, { format }: { format: string }): Promise<void> {
  requirePermission(act, 'channels.write');
  if (botId !== null) {
    const bot = await getBot(tx, seesAll(act), botId);
    if (bot.isPlatform) await ensurePlatformRow(tx, act, bot);
    await ensureWebhookOfBot(tx, act, { botId, format });
  }
  await setBotOfChannel(tx, act, channelId, botId);
}

/** Null: none. `not-found` for a channel that is none. */
export async function getChannelBot(tx: Tx, act: Act, channelId: number): Promise<Bot | null> {
  requirePermission(act, 'channels.read');
  await getChannel(tx, act, channelId);
  const botId = await findBotOfChannel(tx, channelId);
  return botId === null ? null : getBot(tx, act, botId).catch(() => null);
}

/** A platform bot gets its row in the account: what refers to bots refers to it. */
async function ensurePlatformRow(tx: Tx, act: Act, { id, name }: Bot): Promise<void> {
  await tx.run(sql`
    INSERT INTO bots (account_id, id, is_platform, name, created_at, updated_at) VALUES (${tx.accountId}, ${id}, true, ${name}, ${act.now}, ${act.now})
    ON CONFLICT (account_id, id) DO NOTHING`);
}
