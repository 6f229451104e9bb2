import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { patienceMs } from './schedule.ts';

/** Rows of a round: more are left to the next one. */
export const roundMax = 200;

/**
 * The receiver works (again): what is held for it is due now; `hurries`: what was tried and put off, too. Up to 200 at a time, oldest first; the ids, to be given jobs in the
 * same transaction.
 */
export async function releaseDeliveries(tx: Tx, act: Act, webhookId: number, { hurries }: { hurries: boolean }): Promise<number[]> {
  requirePermission(act, 'settings.write');
  const rows = await tx.rows(sql<{ id: number }>`
    UPDATE webhook_deliveries SET state = 'queued', next_try_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ANY(ARRAY(
      SELECT d.id FROM webhook_deliveries d JOIN webhooks w ON w.account_id = d.account_id AND w.id = d.webhook_id AND w.failing_since IS NULL AND w.disabled_at IS NULL
      WHERE d.account_id = ${tx.accountId} AND d.webhook_id = ${webhookId} AND (d.state = 'held' OR (${hurries}::boolean AND d.state = 'queued' AND d.attempts > 0 AND d.next_try_at > ${act.now}::timestamptz
        AND coalesce(d.claimed_until, '-infinity') <= ${act.now}::timestamptz))
      ORDER BY d.id LIMIT ${roundMax}))
    RETURNING id`);
  return rows.map(({ id }) => id).toSorted((a, b) => a - b);
}

/** The held delivery by which a failing receiver is tried next; what has waited for all its days is given up first. Null: none waits. */
export async function findProbe(tx: Tx, act: Act, webhookId: number): Promise<number | null> {
  requirePermission(act, 'settings.write');
  await tx.run(sql`
    UPDATE webhook_deliveries d SET state = 'failed', ended_at = ${act.now}, next_try_at = NULL,
      last_error = 'given up after three days: the receiver has not worked since ' || coalesce((SELECT to_char(w.failing_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM webhooks w WHERE w.account_id = d.account_id AND w.id = d.webhook_id), 'then')
    WHERE d.account_id = ${tx.accountId} AND d.webhook_id = ${webhookId} AND d.state = 'held' AND d.queued_at <= ${new Date(Date.parse(act.now) - patienceMs).toISOString()}::timestamptz`);
  const row = await tx.maybe(sql<{ id: number }>`
    SELECT id FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND webhook_id = ${webhookId} AND state = 'held' ORDER BY id LIMIT 1`);
  return row?.id ?? null;
}

/** Conversations in which a customer's message waits for a failing receiver, up to 200. */
export async function findHeldConversations(tx: Tx, act: Act, webhookId: number): Promise<number[]> {
  requirePermission(act, 'settings.write');
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT conversation_id AS id FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND webhook_id = ${webhookId} AND state = 'held' AND topic = 'message.stored'
      AND event -> 'data' ->> 'direction' = 'incoming' AND conversation_id IS NOT NULL ORDER BY 1 LIMIT ${roundMax}`);
  return rows.map(({ id }) => id);
}

export interface Stranded { readonly deliveryIds: readonly number[]; readonly probes: readonly number[]; readonly releases: readonly number[] }

/** What lost its job: due before `before` and not tried; failing receivers that nobody tries; deliveries held for a receiver that works. */
export async function findStranded(tx: Tx, act: Act, before: string): Promise<Stranded> {
  requirePermission(act, 'settings.write');
  const due = await tx.rows(sql<{ id: number }>`
    SELECT id FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND state IN ('queued', 'held') AND state = 'queued' AND next_try_at < ${before}::timestamptz ORDER BY next_try_at, id LIMIT ${roundMax}`);
  const held = await tx.rows(sql<{ id: number; isFailing: boolean }>`
    SELECT w.id, w.failing_since IS NOT NULL AS "isFailing" FROM webhooks w
    WHERE w.account_id = ${tx.accountId} AND w.deleted_at IS NULL AND (w.failing_since IS NULL OR coalesce(w.probe_at, '-infinity') < ${before}::timestamptz)
      AND EXISTS (SELECT FROM webhook_deliveries d WHERE d.account_id = w.account_id AND d.webhook_id = w.id AND d.state = 'held')`);
  return { deliveryIds: due.map(({ id }) => id), probes: held.filter((one) => one.isFailing).map(({ id }) => id), releases: held.filter((one) => !one.isFailing).map(({ id }) => id) };
}

/** The log forgets what ended before an instant, up to 1,000 at a time. Returns how many. */
export async function sweepDeliveries(tx: Tx, act: Act, before: string): Promise<number> {
  requirePermission(act, 'settings.write');
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT id FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND ended_at IS NOT NULL AND ended_at < ${before}::timestamptz ORDER BY ended_at LIMIT ${sweepMax} FOR UPDATE SKIP LOCKED`);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.run(sql`DELETE FROM webhook_tries WHERE account_id = ${tx.accountId} AND delivery_id = ANY(${ids}::bigint[])`);
  return tx.run(sql`DELETE FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[])`);
}

export const sweepMax = 1_000;
