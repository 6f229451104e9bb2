import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Projection: what customers answered in messages of kind rating, also in those that an API wrote. What was deleted is forgotten. */
export const ratingsConsumer: Consumer = { name: 'ratings', kind: 'projection', batchMax: 500, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const ids = [...new Set(events.filter(({ type, data }) => (type === 'message.answered' && data['kind'] === 'rating') || type === 'message.deleted' || type === 'message.erased').map(({ messageId }) => messageId!))];
  if (ids.length === 0) return;
  await tx.run(sql`
    INSERT INTO ratings (account_id, message_id, conversation_id, channel_id, contact_id, agent_id, team_id, asked_at, rated_at, rating, feedback)
    SELECT m.account_id, m.id, m.conversation_id, m.channel_id, c.contact_id, c.assignee_id, c.team_id, m.at, x.answered_at, (x.answer ->> 'rating')::smallint, x.answer ->> 'feedback'
    FROM messages m JOIN message_contents x ON x.account_id = m.account_id AND x.message_id = m.id JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${ids}::bigint[]) AND m.deleted_at IS NULL AND x.kind = 'rating' AND x.answered_at IS NOT NULL ORDER BY m.id
    ON CONFLICT (account_id, message_id) DO UPDATE SET rated_at = excluded.rated_at, rating = excluded.rating, feedback = excluded.feedback`);
  await tx.run(sql`
    DELETE FROM ratings r USING messages m WHERE r.account_id = ${tx.accountId} AND r.message_id = ANY(${ids}::bigint[]) AND m.account_id = r.account_id AND m.id = r.message_id AND m.deleted_at IS NOT NULL`);
}
