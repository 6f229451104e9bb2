import { findAccounts, seal, unseal, type SecretKey } from '#core/accounts/index.ts';
import { notFound, systemAct } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { checkBot, platformBotTokenPlace, type Bot, type BotInput, type BotMade } from './bot.ts';
import { makeToken, revokeTokens } from './bot-tokens.ts';
import { dropFromAccount } from './change-bots.ts';

/*
 * Bots without an account. Whoever calls these has checked that the caller may: a platform has no roles. `tx`: a transaction without account.
 */

const columns = sql`id, true AS "isPlatform", name, description, outgoing_url AS "outgoingUrl", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** These, or all, by id. */
export async function findPlatformBots(tx: Tx, ids?: readonly number[]): Promise<Bot[]> {
  return tx.rows(sql<Bot>`SELECT ${columns} FROM platform_bots WHERE deleted_at IS NULL AND ${ids === undefined ? sql`true` : sql`id = ANY(${[...ids]}::bigint[])`} ORDER BY id`);
}

export async function getPlatformBot(tx: Tx, id: number): Promise<Bot> {
  const [bot] = await findPlatformBots(tx, [id]);
  if (!bot) throw notFound('bot');
  return bot;
}

/** Whether its address may be called at all was asked before (`Outside.checkTarget`). */
export async function createPlatformBot(tx: Tx, now: string, key: SecretKey, input: BotInput): Promise<BotMade> {
  const { name, description, outgoingUrl } = checkBot(input);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO platform_bots (name, description, outgoing_url, created_at, updated_at) VALUES (${name}, ${description}, ${outgoingUrl}, ${now}, ${now}) RETURNING id`);
  const token = await makeToken(tx, now, { botId: id, accountId: null });
  await tx.run(sql`UPDATE platform_bots SET token_sealed = ${seal(key, platformBotTokenPlace(id), token)} WHERE id = ${id}`);
  return { bot: await getPlatformBot(tx, id), token };
}

/** What is not named stays. Counts in every account at once. */
export async function changePlatformBot(tx: Tx, now: string, id: number, change: Partial<BotInput>): Promise<Bot> {
  const { name, description, outgoingUrl } = checkBot({ ...await getPlatformBot(tx, id), ...change });
  await tx.run(sql`UPDATE platform_bots SET name = ${name}, description = ${description}, outgoing_url = ${outgoingUrl}, updated_at = ${now} WHERE id = ${id} AND deleted_at IS NULL`);
  return getPlatformBot(tx, id);
}

/** The token, so that it can be shown again. */
export async function getPlatformBotToken(tx: Tx, key: SecretKey, id: number): Promise<string | null> {
  const row = await tx.maybe(sql<{ sealed: Buffer | null }>`SELECT token_sealed AS sealed FROM platform_bots WHERE id = ${id} AND deleted_at IS NULL`);
  return row?.sealed ? unseal(key, platformBotTokenPlace(id), row.sealed) : null;
}

/** Dead at once everywhere; then each account in a transaction of its own gives its channels and conversations back to people. Again: goes on where it was. */
export async function deletePlatformBot(database: Database, now: string, id: number): Promise<void> {
  await database.withoutAccount(async (tx) => {
    await getPlatformBot(tx, id);
    await revokeTokens(tx, now, id);
  });
  for (const account of await findAccounts(database)) {
    await database.withAccount(account.id, async (tx) => {
      const present = await tx.maybe(sql<object>`SELECT FROM bots WHERE account_id = ${tx.accountId} AND id = ${id} AND deleted_at IS NULL`);
      if (!present) return;
      await dropFromAccount(tx, systemAct(account.id, now, 'platform'), id);
      await tx.run(sql`UPDATE bots SET deleted_at = ${now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
    });
  }
  await database.withoutAccount((tx) => tx.run(sql`UPDATE platform_bots SET deleted_at = ${now}, token_sealed = NULL WHERE id = ${id}`));
}
