import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * Takes out of the calls and chats of these contacts what the customer said and what he is reached by: the number that was dialled, what he typed, his feedback, messages to him, what agents
 * noted, names of people who were called in, links to recordings, pictures and films. Who, when, how long, the rating and all figures stay. The sound itself lies with
 * the carrier and is not reached from here. For the projection of `contact.deleted`: asks for no permission. Again: changes nothing. Returns the ids of what was changed.
 */
export async function eraseInteractions(tx: Tx, act: Act, contactIds: readonly number[]): Promise<number[]> {
  const held = await tx.rows(sql<{ id: number }>`
    SELECT id FROM interactions WHERE account_id = ${tx.accountId} AND contact_id = ANY(${[...contactIds]}::bigint[]) ORDER BY id FOR NO KEY UPDATE`);
  if (held.length === 0) return [];
  const ids = held.map(({ id }) => id);
  const rows = await tx.rows(sql<{ id: number; conversationId: number; kind: 'call' | 'chat'; state: string }>`
    WITH files AS (
      DELETE FROM interaction_files WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) RETURNING interaction_id AS id
    ), sounds AS (
      UPDATE interaction_recordings SET url = NULL WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND url IS NOT NULL RETURNING interaction_id AS id
    ), notes AS (
      UPDATE interaction_dispositions SET note = NULL WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND note IS NOT NULL RETURNING interaction_id AS id
    ), thirds AS (
      UPDATE interaction_parties SET name = NULL WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND kind IN ('customer', 'third') AND name IS NOT NULL RETURNING interaction_id AS id
    )
    UPDATE interactions i SET outbound_number = NULL, detail = detail - ${[...spoken]}::text[], version = version + 1, updated_at = greatest(updated_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[]) AND (outbound_number IS NOT NULL OR detail ?| ${[...spoken]}::text[]
      OR id IN (SELECT id FROM files UNION SELECT id FROM sounds UNION SELECT id FROM notes UNION SELECT id FROM thirds))
    RETURNING id, conversation_id AS "conversationId", kind, state`);
  await appendEvents(tx, act, rows.toSorted((a, b) => a.id - b.id).map(({ id, conversationId, kind, state }) => (
    { type: 'interaction.changed' as const, conversationId, data: { interactionId: id, kind, from: state, to: state } })));
  return ids;
}

/** In `detail`: words of the customer, or about him. */
const spoken = ['inputs', 'feedback', 'waitSms', 'callSms', 'failDetails', 'ticketId', 'ticketUrl'] as const;
