import { findIdsOfContact } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';

/**
 * Projection: what was deleted here does not live on in the log of webhooks. Bodies of a deleted message, conversation or contact and what receivers answered to them go; a delivery that
 * still waits is rendered anew, as it is then.
 */
export const webhookErasureConsumer: Consumer = { name: 'webhook-erasure', kind: 'projection', batchMax: 500, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  for (const event of events) {
    const { type, conversationId, messageId, data } = event;
    if (type === 'message.deleted' || type === 'message.erased') await erase(tx, sql`conversation_id = ${conversationId} AND event ->> 'messageId' = ${String(messageId)}`);
    else if (type === 'conversation.changed' && data['field'] === 'life' && data['to'] === 'deleted') await erase(tx, sql`conversation_id = ${conversationId}`);
    else if (type === 'contact.deleted') {
      const contactId = Number(data['contactId']);
      await erase(tx, sql`contact_id = ${contactId}`);
      await erase(tx, sql`conversation_id = ANY(${await findIdsOfContact(tx, systemAct(tx.accountId, event.storedAt, 'webhooks'), contactId)}::bigint[])`);
    }
  }
}

async function erase(tx: Tx, condition: Sql): Promise<void> {
  const rows = await tx.rows(sql<{ id: number }>`UPDATE webhook_deliveries SET body = NULL WHERE account_id = ${tx.accountId} AND body IS NOT NULL AND ${condition} RETURNING id`);
  if (rows.length > 0) await tx.run(sql`UPDATE webhook_tries SET answer = NULL WHERE account_id = ${tx.accountId} AND delivery_id = ANY(${rows.map(({ id }) => id)}::bigint[])`);
}
