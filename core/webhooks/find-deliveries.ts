import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { deliveryColumns, type DeliveryState, type WebhookDelivery, type WebhookTry } from './delivery.ts';

export interface DeliveryPage { readonly state?: DeliveryState; readonly before?: number; readonly limit?: number }

/** The log of a webhook, newest first. `next`: the id where the page ended; null: there is no more. */
export async function findDeliveries(tx: Tx, act: Act, webhookId: number, { state, before = Number.MAX_SAFE_INTEGER, limit = 25 }: DeliveryPage = {}): Promise<{ rows: WebhookDelivery[]; next: number | null }> {
  requirePermission(act, 'settings.write');
  const found = await tx.rows(sql<WebhookDelivery>`
    SELECT ${deliveryColumns} FROM webhook_deliveries d WHERE d.account_id = ${tx.accountId} AND d.webhook_id = ${webhookId} AND d.id < ${before}
      AND ${state === undefined ? sql`true` : sql`d.state = ${state}`} ORDER BY d.id DESC LIMIT ${limit + 1}`);
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? rows.at(-1)!.id : null };
}

export interface DeliveryWithTries extends WebhookDelivery { readonly body: string | null; readonly tries: readonly WebhookTry[] }

/** With its body and all its tries, the first one first. */
export async function getWebhookDelivery(tx: Tx, act: Act, webhookId: number, id: number): Promise<DeliveryWithTries> {
  requirePermission(act, 'settings.write');
  const row = await tx.maybe(sql<WebhookDelivery & { body: string | null }>`
    SELECT ${deliveryColumns}, d.body FROM webhook_deliveries d WHERE d.account_id = ${tx.accountId} AND d.webhook_id = ${webhookId} AND d.id = ${id}`);
  if (!row) throw notFound('delivery');
  const tries = await tx.rows(sql<WebhookTry>`
    SELECT at, duration_ms AS "durationMs", status, error, answer FROM webhook_tries WHERE account_id = ${tx.accountId} AND delivery_id = ${id} ORDER BY id`);
  return { ...row, tries };
}

export interface DeliveryCounts { readonly waiting: number; readonly failed: number }

/** What waits and what was given up, by webhook; each up to 1,000. */
export async function countDeliveries(tx: Tx, act: Act, webhookIds: readonly number[]): Promise<Map<number, DeliveryCounts>> {
  requirePermission(act, 'settings.write');
  const rows = await tx.rows(sql<DeliveryCounts & { id: number }>`
    SELECT w.id,
      (SELECT count(*) FROM (SELECT FROM webhook_deliveries d WHERE d.account_id = ${tx.accountId} AND d.webhook_id = w.id AND d.state IN ('queued', 'held') LIMIT ${countMax}) n) AS waiting,
      (SELECT count(*) FROM (SELECT FROM webhook_deliveries d WHERE d.account_id = ${tx.accountId} AND d.webhook_id = w.id AND d.state = 'failed' LIMIT ${countMax}) n) AS failed
    FROM unnest(${[...webhookIds]}::bigint[]) AS w(id)`);
  return new Map(rows.map(({ id, waiting, failed }) => [id, { waiting, failed }]));
}

const countMax = 1_000;
