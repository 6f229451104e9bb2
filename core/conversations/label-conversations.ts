import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from './lock-conversations.ts';

/** Puts labels on a conversation and takes others off. All labels must be of this account. */
export async function labelConversation(tx: Tx, act: Act, id: number, { add = [], remove = [] }: { add?: readonly number[]; remove?: readonly number[] }): Promise<void> {
  requirePermission(act, 'conversations.label');
  const [row] = await lockConversations(tx, [id]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  const known = await tx.rows(sql<{ id: number }>`SELECT id FROM labels WHERE account_id = ${tx.accountId} AND id = ANY(${[...add, ...remove]}::bigint[])`);
  if (known.length !== new Set([...add, ...remove]).size) throw notFound('label');
  const added = await tx.rows(sql<{ label_id: number }>`
    INSERT INTO conversation_labels (account_id, conversation_id, label_id)
    SELECT ${tx.accountId}::bigint, ${row.id}::bigint, l FROM unnest(${[...add]}::bigint[]) AS u(l) ON CONFLICT DO NOTHING RETURNING label_id`);
  const removed = await tx.rows(sql<{ label_id: number }>`
    DELETE FROM conversation_labels WHERE account_id = ${tx.accountId} AND conversation_id = ${row.id} AND label_id = ANY(${[...remove]}::bigint[]) RETURNING label_id`);
  if (added.length + removed.length === 0) return;
  await tx.run(sql`UPDATE conversations SET acted_at = coalesce(acted_at, ${act.now}::timestamptz) WHERE account_id = ${tx.accountId} AND id = ${row.id}`);
  await appendEvents(tx, act, [
    ...added.map(({ label_id: labelId }) => ({ type: 'conversation.labelled' as const, conversationId: row.id, data: { labelId, on: true } })),
    ...removed.map(({ label_id: labelId }) => ({ type: 'conversation.labelled' as const, conversationId: row.id, data: { labelId, on: false } })),
  ]);
}
