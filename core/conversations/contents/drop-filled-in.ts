import { dropExtensions } from '#core/extensions/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What these messages asked and what was filled in under them goes, and what APIs kept beside them; of a rating the number stays. Part of erasures. */
export async function dropFilledIn(tx: Tx, messageIds: readonly number[]): Promise<void> {
  if (messageIds.length === 0) return;
  const theirs = sql`account_id = ${tx.accountId} AND message_id = ANY(${[...messageIds]}::bigint[])`;
  await tx.run(sql`UPDATE message_contents SET content = '{}', answer = CASE WHEN kind = 'rating' THEN answer - 'feedback' END WHERE ${theirs}`);
  await tx.run(sql`DELETE FROM message_answers WHERE ${theirs}`);
  await dropExtensions(tx, 'message', messageIds);
}
