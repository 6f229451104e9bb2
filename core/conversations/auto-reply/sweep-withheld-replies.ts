import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

const keptDays = 90;
const perRoundMax = 5_000;

/**
 * Forgets why mails of more than 90 days ago got no automatic reply, so that the record has a bound. Replies that went out stay on record:
 * the caps and the timeline look at them. Returns how many; at most 5,000 in one transaction.
 */
export async function sweepWithheldReplies(tx: Tx, act: Act): Promise<number> {
  requirePermission(act, 'conversations.delete');
  const before = new Date(Date.parse(act.now) - keptDays * 86_400_000).toISOString();
  return tx.run(sql`
    DELETE FROM auto_reply_log WHERE account_id = ${tx.accountId} AND id = ANY(ARRAY(
      SELECT id FROM auto_reply_log WHERE account_id = ${tx.accountId} AND reply_id IS NULL AND at < ${before}::timestamptz ORDER BY at LIMIT ${perRoundMax}))`);
}
