import { randomUUID } from 'node:crypto';
import { writeAudit } from '#core/audit/index.ts';
import type { House } from '#core/channels/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getWebhook } from './find-webhooks.ts';
import { attemptsMax } from './schedule.ts';
import { roundMax } from './waiting-deliveries.ts';

export interface ReplayRange { readonly webhookId: number; /** [from, to) of when it was written. */ readonly from: string; readonly to: string; readonly which: 'failed' | 'all' }

/** Sends one delivery again, with the id and the body that it has. `conflict` where it still waits, or its webhook is disabled. */
export async function replayDelivery(tx: Tx, act: Act, house: House, webhookId: number, id: number): Promise<void> {
  requirePermission(act, 'settings.write');
  await requireEnabled(tx, act, webhookId);
  const row = await tx.maybe(sql<{ state: string; topic: string }>`SELECT state, topic FROM webhook_deliveries WHERE account_id = ${tx.accountId} AND webhook_id = ${webhookId} AND id = ${id} FOR UPDATE`);
  if (!row || row.topic === 'test') throw notFound('delivery');
  if (row.state === 'queued' || row.state === 'held') throw new CoreError('conflict', 'This delivery is still waiting: it goes by itself.', { key: 'delivery-waits' });
  await again(tx, act, [id]);
  await writeAudit(tx, act, { action: 'webhook.replayed', targetKind: 'webhook', targetId: webhookId, detail: { deliveryId: id } });
  await house.enqueue(tx, act, { kind: 'deliver-webhook', deliveryId: id });
}

/** Sends again what was written in a stretch of time: begun here, done in rounds (`replayRound`). */
export async function startReplay(tx: Tx, act: Act, house: House, range: ReplayRange): Promise<void> {
  requirePermission(act, 'settings.write');
  await requireEnabled(tx, act, range.webhookId);
  for (const field of ['from', 'to'] as const) if (Number.isNaN(Date.parse(range[field]))) throw invalid(field, 'is no instant such as 2027-01-31T00:00:00Z', 'no-instant');
  if (!(Date.parse(range.from) < Date.parse(range.to))) throw invalid('to', 'must be after from', 'out-of-range');
  await writeAudit(tx, act, { action: 'webhook.replayed', targetKind: 'webhook', targetId: range.webhookId, detail: { from: range.from, to: range.to, which: range.which } });
  await house.enqueue(tx, act, { kind: 'replay-webhook', ...range, afterId: 0 });
}

/** Up to 200 of a replay, in order. The ids, to be given jobs in the same transaction; fewer than 200: that was the last of it. */
export async function replayRound(tx: Tx, act: Act, { webhookId, from, to, which }: ReplayRange, afterId: number): Promise<number[]> {
  requirePermission(act, 'settings.write');
  const states = which === 'failed' ? ['failed'] : ['failed', 'delivered'];
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT d.id FROM webhook_deliveries d JOIN webhooks w ON w.account_id = d.account_id AND w.id = d.webhook_id AND w.deleted_at IS NULL AND w.disabled_at IS NULL
    WHERE d.account_id = ${tx.accountId} AND d.webhook_id = ${webhookId} AND d.id > ${afterId} AND d.created_at >= ${from}::timestamptz AND d.created_at < ${to}::timestamptz
      AND d.state = ANY(${states}::text[]) AND d.topic <> 'test' ORDER BY d.id LIMIT ${roundMax} FOR UPDATE OF d`);
  const ids = rows.map(({ id }) => id);
  await again(tx, act, ids);
  return ids;
}

/** A delivery that nothing happened for, tried once; the caller has it sent. Also to a webhook that is disabled. */
export async function createTestDelivery(tx: Tx, act: Act, webhookId: number): Promise<number> {
  requirePermission(act, 'settings.write');
  await getWebhook(tx, act, webhookId);
  const event = { type: 'test', messageId: null, data: {}, actor: { kind: act.actor.kind, id: act.actor.id }, happenedAt: act.now };
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO webhook_deliveries (account_id, webhook_id, message_key, topic, event, state, attempts_max, next_try_at, created_at, queued_at)
    VALUES (${tx.accountId}, ${webhookId}, ${`msg_${randomUUID().replaceAll('-', '')}`}, 'test', ${JSON.stringify(event)}::jsonb, 'queued', 1, ${act.now}, ${act.now}, ${act.now}) RETURNING id`);
  return id;
}

async function requireEnabled(tx: Tx, act: Act, webhookId: number): Promise<void> {
  const { disabledAt } = await getWebhook(tx, act, webhookId);
  if (disabledAt !== null) throw new CoreError('conflict', 'The webhook is disabled: enable it first.', { key: 'webhook-disabled' });
}

async function again(tx: Tx, act: Act, ids: readonly number[]): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_deliveries SET state = 'queued', attempts = 0, attempts_max = ${attemptsMax}, next_try_at = ${act.now}, queued_at = ${act.now}, ended_at = NULL, claimed_until = NULL
    WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[])`);
}
