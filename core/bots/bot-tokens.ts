import { isSecretShaped, newSecret, seal, secretHash, unseal, type SecretKey } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { notFound, requirePermission, type Act, type Permission } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { botTokenPlace } from './bot.ts';

/** What a bot may do where its token opens a door at all; which operations those are, the API says. */
export const botPermissions: ReadonlySet<Permission> = new Set<Permission>([
  'conversations.read', 'conversations.reply', 'conversations.note', 'conversations.assign', 'conversations.close', 'conversations.label', 'contacts.read', 'contacts.write', 'channels.read', 'people.read',
]);

export interface BotPrincipal { readonly botId: number; readonly accountId: number; readonly permissions: ReadonlySet<Permission>; readonly accountZone: string }

/**
 * Which bot a token stands for, or null: unknown, revoked, deleted, of another account. A platform bot is let in where a channel of the account has it.
 * `accountId`: the account that is asked for. Looked up at every request.
 */
export async function authenticateBotToken(database: Database, { secret, accountId, now }: { secret: unknown; accountId: number; now: string }): Promise<BotPrincipal | null> {
  if (!isSecretShaped(secret) || !Number.isSafeInteger(accountId) || accountId < 1) return null;
  const [row] = await database.rows(sql<{ botId: number; zone: string; isPlatform: boolean }>`
    SELECT t.bot_id AS "botId", a.zone, t.account_id IS NULL AS "isPlatform" FROM bot_tokens t JOIN accounts a ON a.id = ${accountId} AND a.deleted_at IS NULL
    WHERE t.token_hash = ${secretHash(secret)} AND t.revoked_at IS NULL AND (t.account_id = ${accountId} OR t.account_id IS NULL)`);
  if (!row) return null;
  const { botId, zone, isPlatform } = row;
  const isKnown = await database.withAccount(accountId, async (tx) => (await tx.rows(sql<object>`
    SELECT FROM bots b WHERE b.account_id = ${tx.accountId} AND b.id = ${botId} AND b.deleted_at IS NULL
      AND (NOT ${isPlatform}::boolean OR EXISTS (SELECT FROM channels c WHERE c.account_id = ${tx.accountId} AND c.bot_id = ${botId}))`)).length > 0);
  if (!isKnown) return null;
  noteUse(database, secret, now);
  return { botId, accountId, permissions: botPermissions, accountZone: zone };
}

/** Nobody waits for it. */
function noteUse(database: Database, secret: string, now: string): void {
  database.rows(sql<object>`
    UPDATE bot_tokens SET last_used_at = ${now} WHERE token_hash = ${secretHash(secret)} AND (last_used_at IS NULL OR last_used_at < ${now}::timestamptz - interval '1 minute')`).catch(() => {});
}

/** A token in the place of the bot's others, which are worth nothing from now on. `accountId` null: of a platform bot. */
export async function makeToken(tx: Tx, now: string, { botId, accountId }: { botId: number; accountId: number | null }): Promise<string> {
  const secret = `pb_bot_${newSecret()}`;
  await revokeTokens(tx, now, botId);
  await tx.run(sql`INSERT INTO bot_tokens (token_hash, bot_id, account_id, created_at) VALUES (${secretHash(secret)}, ${botId}, ${accountId}::bigint, ${now})`);
  return secret;
}

export async function revokeTokens(tx: Tx, now: string, botId: number): Promise<void> {
  await tx.run(sql`UPDATE bot_tokens SET revoked_at = ${now} WHERE bot_id = ${botId} AND revoked_at IS NULL`);
}

/** The token of one's own bot, for who may change bots; null: a platform bot's, which its maker has. */
export async function getBotToken(tx: Tx, act: Act, key: SecretKey, id: number): Promise<string | null> {
  requirePermission(act, 'channels.write');
  const row = await tx.maybe(sql<{ sealed: Buffer | null }>`SELECT token_sealed AS sealed FROM bots WHERE account_id = ${tx.accountId} AND id = ${id} AND NOT is_platform AND deleted_at IS NULL`);
  return row?.sealed ? unseal(key, botTokenPlace(tx, id), row.sealed) : null;
}

/** A new token for one's own bot; the old one is dead at once. */
export async function renewBotToken(tx: Tx, act: Act, key: SecretKey, id: number): Promise<string> {
  requirePermission(act, 'channels.write');
  const row = await tx.maybe(sql<object>`SELECT FROM bots WHERE account_id = ${tx.accountId} AND id = ${id} AND NOT is_platform AND deleted_at IS NULL FOR UPDATE`);
  if (!row) throw notFound('bot');
  const secret = await makeToken(tx, act.now, { botId: id, accountId: tx.accountId });
  await tx.run(sql`UPDATE bots SET token_sealed = ${seal(key, botTokenPlace(tx, id), secret)}, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await writeAudit(tx, act, { action: 'bot.token-made', targetKind: 'bot', targetId: id });
  return secret;
}
