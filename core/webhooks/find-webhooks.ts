import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { webhookColumns, type Webhook, type WebhookKind } from './webhook.ts';

/** Of these kinds, or all that are there, by id. Their addresses may hold secrets of others: who may change settings sees them. */
export async function findWebhooks(tx: Tx, act: Act, { kinds, format }: { kinds?: readonly WebhookKind[]; format?: string } = {}): Promise<Webhook[]> {
  requirePermission(act, 'settings.write');
  return tx.rows(sql<Webhook>`
    SELECT ${webhookColumns} FROM webhooks w WHERE w.account_id = ${tx.accountId} AND w.deleted_at IS NULL
      AND ${kinds === undefined ? sql`true` : sql`w.kind = ANY(${[...kinds]}::text[])`} AND ${format === undefined ? sql`true` : sql`w.format = ${format}`} ORDER BY w.id`);
}

export async function getWebhook(tx: Tx, act: Act, id: number, { kinds }: { kinds?: readonly WebhookKind[] } = {}): Promise<Webhook> {
  requirePermission(act, 'settings.write');
  const webhook = await tx.maybe(sql<Webhook>`SELECT ${webhookColumns} FROM webhooks w WHERE w.account_id = ${tx.accountId} AND w.id = ${id} AND w.deleted_at IS NULL`);
  if (!webhook || (kinds && !kinds.includes(webhook.kind))) throw notFound('webhook');
  return webhook;
}
