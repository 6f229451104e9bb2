import { seal, unseal, type SecretKey } from '#core/accounts/index.ts';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { createBot, deleteBot, setChannelBot } from '#core/bots/index.ts';
import { CoreError, invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { changeWebhook, createWebhook, deleteWebhook } from '#core/webhooks/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { integrationColumns, integrationSecretPlace, type Integration, type IntegrationApp } from './integration.ts';

export interface IntegrationInput {
  readonly app: IntegrationApp;
  readonly channelId: number | null;
  readonly settings: Readonly<Record<string, unknown>>;
  /** A key of theirs, sealed; null: none. */
  readonly secret: string | null;
  /** How it is told of what happens; null: it is asked only. */
  readonly told: { readonly url: string; readonly format: string; readonly topics: readonly string[] } | null;
  /** It answers in this name; the channel's bot from now on. */
  readonly botName: string | null;
}

export interface IntegrationChange {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Absent: the present one stays. */
  readonly secret?: string | null;
  readonly told?: { readonly url: string; readonly topics: readonly string[] };
}

const settingsBytesMax = 20_000;

export async function findIntegrations(tx: Tx, act: Act): Promise<Integration[]> {
  requirePermission(act, 'settings.write');
  return tx.rows(sql<Integration>`SELECT ${integrationColumns} FROM integrations WHERE account_id = ${tx.accountId} ORDER BY id`);
}

export async function getIntegration(tx: Tx, act: Act, id: number): Promise<Integration> {
  requirePermission(act, 'settings.write');
  const found = await tx.maybe(sql<Integration>`SELECT ${integrationColumns} FROM integrations WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (!found) throw notFound('integration');
  return found;
}

/** Connects. Of a webhook and a chat there may be several, of a bot endpoint one for each channel, of a draft helper one. */
export async function createIntegration(tx: Tx, act: Act, key: SecretKey, { app, channelId, settings, secret, told, botName }: IntegrationInput): Promise<Integration> {
  requirePermission(act, 'settings.write');
  if (app === 'bot-endpoint' && channelId === null) throw invalid('channelId', 'must be the channel in which it answers', 'empty');
  await tx.one(sql<object>`SELECT FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`); // one at a time
  const others = (await findIntegrations(tx, act)).filter((one) => one.app === app);
  if ((app === 'draft-helper' && others.length > 0) || (app === 'bot-endpoint' && others.some((one) => one.channelId === channelId))) {
    throw new CoreError('conflict', 'It is connected already.', { key: 'integration-there' });
  }
  const webhook = told && await createWebhook(tx, act, { kind: 'integration', channelId, ...told });
  const bot = botName === null ? null : (await createBot(tx, act, key, { name: botName }, { format: told?.format ?? '' })).bot;
  if (bot !== null && channelId !== null) await setChannelBot(tx, act, channelId, bot.id, { format: told?.format ?? '' });
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO integrations (account_id, app, channel_id, settings, webhook_id, bot_id, created_at, updated_at)
    VALUES (${tx.accountId}, ${app}, ${channelId}::bigint, ${checked(settings)}::jsonb, ${webhook?.id ?? null}::bigint, ${bot?.id ?? null}::bigint, ${act.now}, ${act.now}) RETURNING id`)
    .catch((error: unknown): never => { throw (error as { code?: unknown }).code === '23503' ? notFound('channel') : error; });
  if (secret !== null) await keepSecret(tx, key, id, secret);
  await tell(tx, act, id, 'integration.created', { app });
  return getIntegration(tx, seesAll(act), id);
}

export async function changeIntegration(tx: Tx, act: Act, key: SecretKey, id: number, { settings, secret, told }: IntegrationChange): Promise<Integration> {
  requirePermission(act, 'settings.write');
  const before = await getIntegration(tx, act, id);
  await tx.run(sql`UPDATE integrations SET settings = ${checked(settings)}::jsonb, updated_at = ${act.now}, failed_at = NULL, error_text = NULL WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (secret !== undefined) await keepSecret(tx, key, id, secret);
  if (told && before.webhookId !== null) await changeWebhook(tx, act, before.webhookId, { ...told, isDisabled: false });
  await tell(tx, act, id, 'integration.changed', { app: before.app });
  return getIntegration(tx, seesAll(act), id);
}

/** Its webhook and its bot go too. */
export async function deleteIntegration(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'settings.write');
  const { app, webhookId, botId } = await getIntegration(tx, act, id);
  await tx.run(sql`DELETE FROM integrations WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (webhookId !== null) await deleteWebhook(tx, act, webhookId).catch(gone);
  if (botId !== null) await deleteBot(tx, act, botId).catch(gone);
  await tell(tx, act, id, 'integration.deleted', { app });
}

/** Whether there is somebody to ask for drafts. */
export async function hasDraftHelper(tx: Tx): Promise<boolean> {
  return (await tx.rows(sql<object>`SELECT FROM integrations WHERE account_id = ${tx.accountId} AND app = 'draft-helper' LIMIT 1`)).length > 0;
}

/** The draft helper with its key, for who may answer; null: none is connected. */
export async function openDraftHelper(tx: Tx, act: Act, key: SecretKey): Promise<{ readonly id: number; readonly settings: Readonly<Record<string, unknown>>; readonly secret: string | null; readonly isFailing: boolean } | null> {
  requirePermission(act, 'conversations.reply');
  const row = await tx.maybe(sql<{ id: number; settings: Record<string, unknown>; sealed: Buffer | null; isFailing: boolean }>`
    SELECT id, settings, secret_sealed AS sealed, failed_at IS NOT NULL AS "isFailing" FROM integrations WHERE account_id = ${tx.accountId} AND app = 'draft-helper' ORDER BY id LIMIT 1`);
  return row && { id: row.id, settings: row.settings, isFailing: row.isFailing, secret: row.sealed === null ? null : unseal(key, integrationSecretPlace(tx, row.id), row.sealed) };
}

/** Who answers for a bot endpoint's webhook: its bot. Null: there is none any more. */
export async function findBotOfWebhook(tx: Tx, act: Act, webhookId: number): Promise<number | null> {
  requirePermission(act, 'settings.write');
  const row = await tx.maybe(sql<{ botId: number | null }>`SELECT bot_id AS "botId" FROM integrations WHERE account_id = ${tx.accountId} AND webhook_id = ${webhookId}`);
  return row?.botId ?? null;
}

/** What came of asking the draft helper; null: a good answer. The first failure's time stays. */
export async function noteDraftOutcome(tx: Tx, act: Act, id: number, errorText: string | null): Promise<void> {
  requirePermission(act, 'conversations.reply');
  await tx.run(sql`
    UPDATE integrations SET failed_at = CASE WHEN ${errorText}::text IS NULL THEN NULL ELSE coalesce(failed_at, ${act.now}::timestamptz) END, error_text = ${errorText}::text
    WHERE account_id = ${tx.accountId} AND id = ${id} AND app = 'draft-helper'`);
}

async function keepSecret(tx: Tx, key: SecretKey, id: number, secret: string | null): Promise<void> {
  if (secret !== null && (secret.length > 4_096 || secret.includes('\0'))) throw invalid('secret', 'must be at most 4096 characters', 'too-long', { max: 4_096 });
  await tx.run(sql`UPDATE integrations SET secret_sealed = ${secret === null ? null : seal(key, integrationSecretPlace(tx, id), secret)} WHERE account_id = ${tx.accountId} AND id = ${id}`);
}

function checked(settings: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(settings, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
  if (Buffer.byteLength(text) > settingsBytesMax) throw new CoreError('too-large', 'The settings are too large.', { key: 'too-much-data' });
  return text;
}

/** Somebody took it away by itself before. */
function gone(error: unknown): void {
  if (!(error instanceof CoreError) || error.code !== 'not-found') throw error;
}

async function tell(tx: Tx, act: Act, id: number, action: AuditAction, detail: Record<string, unknown>): Promise<void> {
  await writeAudit(tx, act, { action, targetKind: 'integration', targetId: id, detail });
}
