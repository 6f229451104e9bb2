import { appendEvents, type DeliveryState, type DomainEvent } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The mails of a conversation, which the caller has locked, that wait for their time or their next try are tried no more. One that is being sent at this moment leaves. */
export async function dropWaiting(tx: Tx, act: Act, conversationId: number): Promise<void> {
  const dropped = await tx.rows(sql<{ messageId: number; from: DeliveryState }>`
    WITH waiting AS (
      SELECT o.message_id, o.state FROM outgoing_mails o JOIN messages m ON m.account_id = o.account_id AND m.id = o.message_id
      WHERE o.account_id = ${tx.accountId} AND m.conversation_id = ${conversationId} AND o.state IN ('held', 'queued') FOR UPDATE OF o)
    UPDATE outgoing_mails o SET state = 'cancelled', next_attempt_at = NULL, no_server = false, changed_at = ${act.now}
    FROM waiting w WHERE o.account_id = ${tx.accountId} AND o.message_id = w.message_id RETURNING o.message_id AS "messageId", w.state AS "from"`);
  await appendEvents(tx, act, dropped.map(({ messageId, from }): DomainEvent => ({ type: 'message.delivery', conversationId, messageId, data: { state: 'cancelled', from } })));
}
