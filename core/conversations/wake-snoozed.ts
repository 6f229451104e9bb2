import type { Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

const batchMax = 500;

/** Opens snoozed conversations whose time has come. Returns how many. Several processes may call it at once. */
export async function wakeSnoozed(tx: Tx, act: Act): Promise<number> {
  const woken = await tx.rows(sql<{ id: number }>`
    UPDATE conversations SET life = 'open', snoozed_until = NULL, life_changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id IN (
      SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND life = 'snoozed' AND snoozed_until <= ${act.now}::timestamptz
      ORDER BY id LIMIT ${batchMax} FOR UPDATE SKIP LOCKED)
    RETURNING id`);
  await appendEvents(tx, act, woken.map(({ id }) => ({ type: 'conversation.changed' as const, conversationId: id, data: { field: 'life' as const, from: 'snoozed', to: 'open' } })));
  return woken.length;
}
