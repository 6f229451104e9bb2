import { appendEvents, type DeliveryState, type DomainEvent } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * The mails of a conversation that wait for their time or their next try are tried no more. One that is being sent at this moment leaves. The
 * caller has locked the conversation, which every change of a mail's state does first.
 */
export async function dropWaiting(tx: Tx, act: Act, conversationId: number): Promise<void> {
  const waiting = await tx.rows(sql<{ messageId: number; state: DeliveryState }>`
    SELECT o.message_id AS "messageId", o.state
    FROM (SELECT m.id FROM messages m WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${conversationId} AND m.direction = 'outgoing' OFFSET 0) m
    CROSS JOIN LATERAL (SELECT d.message_id, d.state FROM outgoing_mails d WHERE d.account_id = ${tx.accountId} AND d.message_id = m.id OFFSET 0) o
    WHERE o.state IN ('held', 'queued')`);
  if (waiting.length === 0) return;
  await tx.run(sql`
    UPDATE outgoing_mails SET state = 'cancelled', next_attempt_at = NULL, no_server = false, held_by = NULL, changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND message_id = ANY(${waiting.map(({ messageId }) => messageId)}::bigint[])`);
  await appendEvents(tx, act, waiting.map(({ messageId, state }): DomainEvent => ({ type: 'message.delivery', conversationId, messageId, data: { state: 'cancelled', from: state } })));
}
