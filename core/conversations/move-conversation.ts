import { sql, type Tx } from '#storage/index.ts';
import { withoutBot } from './bot-stays.ts';

/**
 * Moves all messages, threads and labels of one conversation into another and leaves a redirect with what an unmerge needs.
 * The caller locks both rows, appends the event and refreshes the target.
 */
export async function moveConversation(tx: Tx, { from, into, because, now }: { from: number; into: number; because: 'header' | 'manual'; /** RFC 3339. A bot that had the one that goes has it no longer. */ now: string }): Promise<void> {
  const account = tx.accountId;
  const moved = await tx.rows(sql<{ id: number }>`
    UPDATE messages SET conversation_id = ${into} WHERE account_id = ${account} AND conversation_id = ${from} RETURNING id`);
  const threads = await tx.rows(sql<{ thread_id: number; because: string }>`
    DELETE FROM conversation_threads WHERE account_id = ${account} AND conversation_id = ${from} RETURNING thread_id, because`);
  const labels = await tx.rows(sql<{ label_id: number }>`
    DELETE FROM conversation_labels WHERE account_id = ${account} AND conversation_id = ${from} RETURNING label_id`);
  await tx.run(sql`
    INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because)
    SELECT ${account}::bigint, ${into}::bigint, r.thread_id, CASE ${because}::text WHEN 'manual' THEN 'manual' ELSE r.because END
    FROM jsonb_to_recordset(${JSON.stringify(threads)}::jsonb) AS r(thread_id bigint, because text) ON CONFLICT DO NOTHING`);
  const added = await tx.rows(sql<{ label_id: number }>`
    INSERT INTO conversation_labels (account_id, conversation_id, label_id)
    SELECT ${account}::bigint, ${into}::bigint, l FROM unnest(${labels.map((row) => row.label_id)}::bigint[]) AS u(l) ON CONFLICT DO NOTHING RETURNING label_id`);
  // What people have begun to write goes along, but for who has begun in both.
  await tx.run(sql`
    UPDATE drafts d SET conversation_id = ${into} WHERE d.account_id = ${account} AND d.conversation_id = ${from}
      AND NOT EXISTS (SELECT FROM drafts o WHERE o.account_id = d.account_id AND o.conversation_id = ${into} AND o.user_id = d.user_id)`);
  const undo = { messages: moved.map((row) => row.id), threads, labels: labels.map((row) => row.label_id), added: added.map((row) => row.label_id) };
  await tx.run(sql`UPDATE conversations SET merged_into = ${into}, merge_undo = ${JSON.stringify(undo)}::jsonb, bot_stays = ${withoutBot(now)} WHERE account_id = ${account} AND id = ${from}`);
  await tx.run(sql`UPDATE conversations SET merged_into = ${into} WHERE account_id = ${account} AND merged_into = ${from}`); // redirects stay one step long
}
