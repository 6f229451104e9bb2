import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * How fast we answer each of these contacts, over all time, in business seconds: `first` is the mean of first replies in conversations that they take part in, `overall` that of our replies
 * that reached them. The same figures as a report of the contact shows (core/analytics/log); outliers are left out. A contact without any is not in the answer.
 */
export async function meanReplyTimes(tx: Tx, act: Act, contacts: readonly { readonly id: string; readonly addresses: readonly string[] }[]): Promise<Map<string, { first: number | null; overall: number | null }>> {
  requirePermission(act, 'reports.read');
  const pairs = JSON.stringify(contacts.flatMap(({ id, addresses }) => addresses.map((address) => ({ id, address }))));
  const rows = await tx.rows(sql<{ id: string; first: number | null; overall: number | null }>`
    WITH mails AS MATERIALIZED (
      SELECT DISTINCT w.id, mf.conversation_id, mf.message_id, mf.message_type, mf.classification, mf.is_included, mf.is_outlier, mf.span_raw, mf.span_business
      FROM jsonb_to_recordset(${pairs}::jsonb) AS w(id text, address text)
        JOIN addresses a ON a.account_id = ${tx.accountId} AND a.address = w.address
        JOIN message_parties p ON p.account_id = a.account_id AND p.address_id = a.id AND p.role <> 'reply-to'
        JOIN message_facts mf ON mf.account_id = p.account_id AND mf.message_id = p.message_id),
    firsts AS (
      SELECT c.id, avg(cf.initial_reply_business) AS mean FROM (SELECT DISTINCT id, conversation_id FROM mails) c
        JOIN conversation_facts cf ON cf.account_id = ${tx.accountId} AND cf.conversation_id = c.conversation_id
      WHERE cf.initial_included AND NOT cf.initial_outlier AND cf.initial_reply_business IS NOT NULL AND cf.initial_reply_raw IS NOT NULL GROUP BY c.id),
    overalls AS (
      SELECT id, avg(span_business) AS mean FROM mails
      WHERE message_type <> 'inbound' AND classification IN ('reply', 'reply-all') AND is_included AND NOT is_outlier AND span_raw IS NOT NULL AND span_business IS NOT NULL GROUP BY id)
    SELECT coalesce(f.id, o.id) AS id, round(f.mean)::int AS first, round(o.mean)::int AS overall FROM firsts f FULL JOIN overalls o ON o.id = f.id`);
  return new Map(rows.map(({ id, first, overall }) => [id, { first, overall }]));
}
