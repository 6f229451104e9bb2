import { isStorable } from '#core/accounts/index.ts';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { getChannel } from '#core/channels/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkCallUrl } from './check-call-url.ts';
import { getWebhook } from './find-webhooks.ts';
import { isTopic, topics as allTopics, type Topic } from './topic.ts';
import type { Webhook } from './webhook.ts';

export interface WebhookInput {
  readonly kind: 'account' | 'channel' | 'integration';
  readonly url: string;
  readonly format: string;
  readonly topics: readonly string[];
  readonly name?: string;
  readonly channelId?: number | null;
}

/** What is not named stays. */
export interface WebhookChange { readonly url?: string; readonly topics?: readonly string[]; readonly name?: string; readonly channelId?: number | null; readonly isDisabled?: boolean }

/** So many in an account: each is a delivery of each event. */
export const webhooksMax = 100;
const nameMax = 200;

/** A subscription. Whether its address may be called at all was asked before (`Outside.checkTarget`). */
export async function createWebhook(tx: Tx, act: Act, input: WebhookInput): Promise<Webhook> {
  requirePermission(act, input.kind === 'channel' ? 'channels.write' : 'settings.write');
  const { url, topics, name, channelId } = await check(tx, act, { name: '', channelId: null, ...input });
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM webhooks WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND kind <> 'bot'`);
  if (count >= webhooksMax) throw new CoreError('too-large', `An account has at most ${webhooksMax} webhooks.`, { key: 'too-many-items', values: { max: webhooksMax } });
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO webhooks (account_id, kind, name, url, format, topics, channel_id, created_by, created_at, updated_at)
    VALUES (${tx.accountId}, ${input.kind}, ${name}, ${url}, ${input.format}, ${[...topics]}::text[], ${channelId}::bigint, ${act.actor.kind === 'user' ? act.actor.id : null}::bigint, ${act.now}, ${act.now}) RETURNING id`);
  await tellWebhook(tx, act, id, 'webhook.created');
  return getWebhook(tx, seesAll(act), id);
}

/** A new address begins anew: what the old one did not take is not held against it. Enabling lets what is held go (the caller's `release-webhook`). */
export async function changeWebhook(tx: Tx, act: Act, id: number, change: WebhookChange): Promise<Webhook> {
  requirePermission(act, 'settings.write');
  const before = await getWebhook(tx, act, id);
  if (before.kind === 'bot') throw notFound('webhook');
  const { url, topics, name, channelId } = await check(tx, act, { name: before.name, channelId: before.channelId, url: before.url ?? '', topics: before.topics, ...change });
  const isEnabled = change.isDisabled === undefined ? before.disabledAt === null : !change.isDisabled;
  const isNewPlace = url !== before.url || (isEnabled && before.disabledAt !== null);
  await tx.run(sql`
    UPDATE webhooks SET url = ${url}, topics = ${[...topics]}::text[], name = ${name}, channel_id = ${channelId}::bigint, updated_at = ${act.now},
      disabled_at = CASE WHEN ${isEnabled}::boolean THEN NULL ELSE coalesce(disabled_at, ${act.now}::timestamptz) END,
      disabled_because = CASE WHEN ${isEnabled}::boolean THEN NULL ELSE coalesce(disabled_because, 'person') END,
      failing_since = CASE WHEN ${isNewPlace}::boolean THEN NULL ELSE failing_since END, failures = CASE WHEN ${isNewPlace}::boolean THEN 0 ELSE failures END,
      probe_at = CASE WHEN ${isNewPlace}::boolean THEN NULL ELSE probe_at END, error_text = CASE WHEN ${isNewPlace}::boolean THEN NULL ELSE error_text END
    WHERE account_id = ${tx.accountId} AND id = ${id} AND deleted_at IS NULL`);
  const isTurned = isEnabled !== (before.disabledAt === null);
  await tellWebhook(tx, act, id, isTurned ? (isEnabled ? 'webhook.enabled' : 'webhook.disabled') : 'webhook.changed');
  return getWebhook(tx, seesAll(act), id);
}

/** It is told nothing more; what waits is cancelled, the log stays for its days. */
export async function deleteWebhook(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'settings.write');
  const { kind } = await getWebhook(tx, act, id);
  if (kind === 'bot') throw notFound('webhook');
  await remove(tx, act, id);
}

/** The address of a channel for software; null: none. Again: nothing happens. */
export async function setWebhookOfChannel(tx: Tx, act: Act, channelId: number, url: string | null, { format, topics }: { format: string; topics: readonly Topic[] }): Promise<void> {
  requirePermission(act, 'channels.write');
  const present = await tx.maybe(sql<{ id: number; url: string }>`SELECT id, url FROM webhooks WHERE account_id = ${tx.accountId} AND kind = 'channel' AND channel_id = ${channelId} AND deleted_at IS NULL FOR UPDATE`);
  if (url === null) {
    if (present) await remove(tx, act, present.id);
  } else if (!present) {
    await createWebhook(tx, act, { kind: 'channel', url, format, topics, channelId });
  } else if (checkCallUrl('url', url) !== present.url) {
    await changeWebhook(tx, seesAll(act), present.id, { url, isDisabled: false });
  }
}

/** What is told to a bot: everything that its format has. Again: nothing happens. */
export async function ensureWebhookOfBot(tx: Tx, act: Act, { botId, format }: { botId: number; format: string }): Promise<void> {
  requirePermission(act, 'channels.write');
  await tx.run(sql`
    INSERT INTO webhooks (account_id, kind, format, topics, bot_id, created_by, created_at, updated_at)
    VALUES (${tx.accountId}, 'bot', ${format}, ${[...allTopics]}::text[], ${botId}, ${act.actor.kind === 'user' ? act.actor.id : null}::bigint, ${act.now}, ${act.now})
    ON CONFLICT (account_id, bot_id) WHERE kind = 'bot' AND deleted_at IS NULL DO NOTHING`);
}

export async function dropWebhookOfBot(tx: Tx, act: Act, botId: number): Promise<void> {
  requirePermission(act, 'channels.write');
  const present = await tx.maybe(sql<{ id: number }>`SELECT id FROM webhooks WHERE account_id = ${tx.accountId} AND kind = 'bot' AND bot_id = ${botId} AND deleted_at IS NULL`);
  if (present) await remove(tx, act, present.id);
}

async function remove(tx: Tx, act: Act, id: number): Promise<void> {
  await tx.run(sql`
    UPDATE webhooks SET deleted_at = ${act.now}, secret_sealed = NULL, old_secret_sealed = NULL WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'cancelled', ended_at = ${act.now}, last_error = 'the webhook was deleted' WHERE account_id = ${tx.accountId} AND webhook_id = ${id} AND state IN ('queued', 'held')`);
  await tellWebhook(tx, act, id, 'webhook.deleted');
}

export async function tellWebhook(tx: Tx, act: Act, webhookId: number, action: AuditAction): Promise<void> {
  await appendEvents(tx, act, [{ type: 'webhook.changed', data: { webhookId } }]);
  await writeAudit(tx, act, { action, targetKind: 'webhook', targetId: webhookId });
}

async function check(tx: Tx, act: Act, { url, topics, name, channelId }: { url: string; topics: readonly string[]; name: string; channelId: number | null }): Promise<{ url: string; topics: Topic[]; name: string; channelId: number | null }> {
  const chosen = [...new Set(topics)];
  if (chosen.length === 0) throw invalid('topics', 'must name something to be told of', 'empty');
  for (const topic of chosen) if (!isTopic(topic)) throw invalid('topics', `"${topic.slice(0, 50)}" is none of ${allTopics.join(', ')}`, 'no-topic');
  if (name.length > nameMax || !isStorable(name) || /\p{Cc}/u.test(name)) throw invalid('name', `must be one line of at most ${nameMax} characters`, 'too-long', { max: nameMax });
  if (channelId !== null) await getChannel(tx, seesAll(act), channelId);
  return { url: checkCallUrl('url', url), topics: chosen as Topic[], name: name.trim(), channelId };
}
