import { sql, type Tx } from '#storage/index.ts';
import type { StoredEvent } from './event.ts';

/** Events of the account after `position`, in order, at most `limit`. */
export async function readEventsAfter(tx: Tx, position: number, limit: number): Promise<StoredEvent[]> {
  return tx.rows(sql<StoredEvent>`
    SELECT account_id AS "accountId", id, position, type, conversation_id AS "conversationId", message_id AS "messageId", data, origin,
           actor_kind AS "actorKind", actor_id AS "actorId", source, happened_at AS "happenedAt", stored_at AS "storedAt"
    FROM events WHERE account_id = ${tx.accountId} AND position > ${position} ORDER BY position LIMIT ${limit}`);
}
