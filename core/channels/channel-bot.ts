import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellChange } from './change-channel.ts';

/** The bot that answers first in a channel; null: none. Conversations that are there stay with whoever has them. */
export async function setBotOfChannel(tx: Tx, act: Act, channelId: number, botId: number | null): Promise<void> {
  requirePermission(act, 'channels.write');
  const before = await tx.maybe(sql<{ botId: number | null }>`SELECT bot_id AS "botId" FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId} FOR UPDATE`);
  if (!before) throw notFound('channel');
  if (before.botId === botId) return;
  await tx.run(sql`UPDATE channels SET bot_id = ${botId}::bigint WHERE account_id = ${tx.accountId} AND id = ${channelId}`).catch(unknownBot);
  await tellChange(tx, act, channelId, 'channel.bot-set', { botId });
}

/** A bot is gone: no channel begins with it any more. Returns the channels that did. */
export async function dropBotOfChannels(tx: Tx, act: Act, botId: number): Promise<number[]> {
  requirePermission(act, 'channels.write');
  const channels = await tx.rows(sql<{ id: number }>`UPDATE channels SET bot_id = NULL WHERE account_id = ${tx.accountId} AND bot_id = ${botId} RETURNING id`);
  for (const { id } of channels) await tellChange(tx, act, id, 'channel.bot-set', { botId: null });
  return channels.map(({ id }) => id);
}

/** The bot that a conversation of the channel begins with; null: none. For commands that have checked their permission. */
export async function findBotOfChannel(tx: Tx, channelId: number): Promise<number | null> {
  const row = await tx.maybe(sql<{ botId: number | null }>`SELECT bot_id AS "botId" FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId} AND disabled_at IS NULL`);
  return row?.botId ?? null;
}

/** Channels that have a bot: channel -> bot. */
export async function findBotsOfChannels(tx: Tx, act: Act): Promise<Map<number, number>> {
  requirePermission(act, 'channels.read');
  const rows = await tx.rows(sql<{ id: number; botId: number }>`SELECT id, bot_id AS "botId" FROM channels WHERE account_id = ${tx.accountId} AND bot_id IS NOT NULL ORDER BY id`);
  return new Map(rows.map(({ id, botId }) => [id, botId]));
}

/** The key holds the account: another account's bot is as unknown as one that never was. */
function unknownBot(error: unknown): never {
  throw (error as { code?: unknown }).code === '23503' ? notFound('bot') : error;
}
