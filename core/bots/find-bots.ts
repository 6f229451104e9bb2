import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { botColumns, type Bot } from './bot.ts';

/** The account's own and those of the platform, by id. */
export async function findBots(tx: Tx, act: Act): Promise<Bot[]> {
  requirePermission(act, 'channels.read');
  return tx.rows(sql<Bot>`
    SELECT ${botColumns} FROM (SELECT * FROM bots WHERE account_id = ${tx.accountId} AND NOT is_platform AND deleted_at IS NULL) b
    FULL JOIN (SELECT * FROM platform_bots WHERE deleted_at IS NULL) p ON p.id = b.id ORDER BY 1`);
}

/** `not-found` for another account's, and for one that was deleted. */
export async function getBot(tx: Tx, act: Act, id: number): Promise<Bot> {
  const bot = (await findBots(tx, act)).find((one) => one.id === id);
  if (!bot) throw notFound('bot');
  return bot;
}

/** Names by id, of deleted ones too: messages name them. */
export async function findBotNames(tx: Tx, act: Act, ids: readonly number[]): Promise<Map<number, string>> {
  requirePermission(act, 'conversations.read');
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: number; name: string }>`
    SELECT b.id, coalesce(p.name, b.name) AS name FROM bots b LEFT JOIN platform_bots p ON p.id = b.id AND b.is_platform
    WHERE b.account_id = ${tx.accountId} AND b.id = ANY(${[...ids]}::bigint[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
