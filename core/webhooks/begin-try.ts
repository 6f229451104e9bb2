import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { DeliveryState, ToldEvent } from './delivery.ts';
import { retryDelayMs } from './schedule.ts';
import { webhookColumns, type Webhook } from './webhook.ts';

/** How long a try that has begun keeps others off, if its process dies. Longer than a call may take. */
export const claimMs = 30_000;
/** The same for a try of a failing receiver. */
const probeMs = 60_000;

/** A delivery with what sending it takes. */
export interface DeliveryToSend {
  readonly id: number;
  readonly webhook: Webhook;
  readonly messageKey: string;
  readonly told: ToldEvent;
  /** Null: not rendered yet. */
  readonly body: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
}

interface Row {
  id: number; webhookId: number; messageKey: string; topic: ToldEvent['topic']; conversationId: number | null; sequence: number | null; body: string | null; state: DeliveryState; attempts: number; attemptsMax: number;
  nextTryAt: string | null; claimedUntil: string | null; event: { type: string; messageId: number | null; data: Record<string, unknown>; actor: { kind: string; id: number | null }; happenedAt: string };
}

/** As it stands; null: there is none, or its webhook was deleted. */
export async function findDeliveryToSend(tx: Tx, act: Act, id: number): Promise<DeliveryToSend | null> {
  requirePermission(act, 'settings.write');
  const found = await load(tx, id, { isLocked: false });
  return found && toSend(found.row, found.webhook);
}

/** Keeps what was rendered, once: whoever is second sends what the first has kept. */
export async function keepBody(tx: Tx, act: Act, id: number, body: string): Promise<void> {
  requirePermission(act, 'settings.write');
  await tx.run(sql`UPDATE webhook_deliveries SET body = ${body} WHERE account_id = ${tx.accountId} AND id = ${id} AND body IS NULL`);
}

/** There is nothing to tell any more. */
export async function cancelDelivery(tx: Tx, act: Act, id: number, error: string): Promise<void> {
  requirePermission(act, 'settings.write');
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'cancelled', ended_at = ${act.now}, last_error = ${error} WHERE account_id = ${tx.accountId} AND id = ${id} AND state IN ('queued', 'held')`);
}

/** Rendering failed: that counts as a try, so that it does not go on for ever. The instant of the next one; null: given up. */
export async function putOffUnrendered(tx: Tx, act: Act, id: number, error: string): Promise<string | null> {
  requirePermission(act, 'settings.write');
  const row = await tx.maybe(sql<{ attempts: number; attemptsMax: number }>`
    SELECT attempts, attempts_max AS "attemptsMax" FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND id = ${id} AND state IN ('queued', 'held') FOR NO KEY UPDATE`);
  if (!row) return null;
  const isOver = row.attempts + 1 >= row.attemptsMax;
  const next = isOver ? null : new Date(Date.parse(act.now) + retryDelayMs(row.attempts + 1)).toISOString();
  await tx.run(sql`
    UPDATE webhook_deliveries SET attempts = attempts + 1, state = ${isOver ? 'failed' : 'queued'}, ended_at = ${isOver ? act.now : null}::timestamptz, next_try_at = ${next}::timestamptz, last_error = ${error.replaceAll('\0', '')}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  return next;
}

export type BegunTry =
  /** It is this try's now, counted. */
  | { readonly kind: 'go'; readonly delivery: DeliveryToSend; readonly attempt: number }
  /** Not before this instant: its time has not come, or another try is under way. */
  | { readonly kind: 'later'; readonly at: string }
  /** It waits for a receiver that fails; somebody tries that at this instant. */
  | { readonly kind: 'held'; readonly probeAt: string; readonly failures: number }
  | { readonly kind: 'over' };

/**
 * Begins a try, counted before anybody is called: a process that dies leaves the delivery to a later try with the same id and body. A receiver that failed last is tried by one
 * delivery at a time; the others are held, which is no try but counts for their days. `isUrgent`: a person waits for it, whatever the receiver did last.
 */
export async function beginTry(tx: Tx, act: Act, id: number, { isUrgent = false }: { isUrgent?: boolean } = {}): Promise<BegunTry> {
  requirePermission(act, 'settings.write');
  const found = await load(tx, id, { isLocked: true });
  if (!found || (found.row.state !== 'queued' && found.row.state !== 'held')) return { kind: 'over' };
  const { row, webhook } = found;
  const nowMs = Date.parse(act.now);
  if (webhook.disabledAt !== null && !isUrgent) return giveUp(tx, act, id, 'the webhook is disabled');
  if (row.claimedUntil !== null && Date.parse(row.claimedUntil) > nowMs) return { kind: 'later', at: row.claimedUntil };
  if (row.attempts >= row.attemptsMax) return giveUp(tx, act, id, 'the last try did not come back');
  if (!isUrgent && row.state === 'queued' && row.nextTryAt !== null && Date.parse(row.nextTryAt) > nowMs) return { kind: 'later', at: row.nextTryAt };
  if (!isUrgent && webhook.failingSince !== null) {
    if (webhook.probeAt !== null && Date.parse(webhook.probeAt) > nowMs) {
      await tx.run(sql`UPDATE webhook_deliveries SET state = 'held', next_try_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
      return { kind: 'held', probeAt: webhook.probeAt, failures: webhook.failures };
    }
    await tx.run(sql`UPDATE webhooks SET probe_at = ${new Date(nowMs + probeMs).toISOString()} WHERE account_id = ${tx.accountId} AND id = ${webhook.id}`);
  }
  const until = new Date(nowMs + claimMs).toISOString();
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'queued', attempts = attempts + 1, claimed_until = ${until}, next_try_at = ${until} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  return { kind: 'go', delivery: toSend(row, webhook), attempt: row.attempts + 1 };
}

async function giveUp(tx: Tx, act: Act, id: number, error: string): Promise<BegunTry> {
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'failed', ended_at = ${act.now}, claimed_until = NULL, last_error = ${error} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  return { kind: 'over' };
}

/** The webhook's row is locked before the delivery's, as in every command of both. */
async function load(tx: Tx, id: number, { isLocked }: { isLocked: boolean }): Promise<{ row: Row; webhook: Webhook } | null> {
  const lock = isLocked ? sql`FOR NO KEY UPDATE` : sql``;
  const webhook = await tx.maybe(sql<Webhook>`
    SELECT ${webhookColumns} FROM webhooks w WHERE w.account_id = ${tx.accountId} AND w.deleted_at IS NULL
      AND w.id = (SELECT d.webhook_id FROM webhook_deliveries d WHERE d.account_id = ${tx.accountId} AND d.id = ${id}) ${lock}`);
  if (!webhook) return null;
  const row = await tx.maybe(sql<Row>`
    SELECT d.id, d.webhook_id AS "webhookId", d.message_key AS "messageKey", d.topic, d.conversation_id AS "conversationId", d.sequence, d.body, d.state, d.attempts, d.attempts_max AS "attemptsMax",
      d.next_try_at AS "nextTryAt", d.claimed_until AS "claimedUntil", d.event FROM webhook_deliveries d WHERE d.account_id = ${tx.accountId} AND d.id = ${id} ${lock}`);
  return row ? { row, webhook } : null;
}

function toSend({ id, messageKey, topic, conversationId, sequence, body, state, attempts, event }: Row, webhook: Webhook): DeliveryToSend {
  return { id, webhook, messageKey, body, state, attempts, told: { topic, conversationId, sequence, type: event.type, messageId: event.messageId, data: event.data, actor: event.actor, happenedAt: event.happenedAt } };
}
