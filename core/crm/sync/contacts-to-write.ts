import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { CrmConnection } from '../connection.ts';
import type { CrmReplyTimes } from '../source.ts';
import type { MeanReplyTimes } from './take-step.ts';

/** How many contacts are looked at in one go. */
const lookedAtMax = 500;

/**
 * Contacts after this one whose means are others than what was last written, `limit` at most. `last`: where to look on; null: that was all.
 * One that never had a mean is left alone.
 */
export async function findContactsToWrite(
  tx: Tx, act: Act, { connection, after, means, limit }: { connection: CrmConnection; after: string; means: MeanReplyTimes; limit: number },
): Promise<{ changed: CrmReplyTimes[]; last: string | null }> {
  const { id, firstReplyProperty, overallReplyProperty } = connection;
  const rows = await tx.rows(sql<{ id: string; first: number | null; overall: number | null; addresses: string[] }>`
    SELECT c.external_id AS id, c.first_reply_seconds AS first, c.overall_reply_seconds AS overall,
      ARRAY(SELECT a.address FROM crm_contact_addresses a WHERE a.account_id = c.account_id AND a.connection_id = c.connection_id AND a.external_id = c.external_id ORDER BY 1) AS addresses
    FROM crm_contacts c WHERE c.account_id = ${tx.accountId} AND c.connection_id = ${id} AND c.external_id > ${after} ORDER BY c.external_id LIMIT ${lookedAtMax}`);
  const counted = await means(tx, act, rows.map(({ id: contact, addresses }) => ({ id: contact, addresses })));
  const changed: CrmReplyTimes[] = [];
  for (const row of rows) {
    const mean = counted.get(row.id);
    const first = firstReplyProperty === null ? null : mean?.first ?? null;
    const overall = overallReplyProperty === null ? null : mean?.overall ?? null;
    if (first !== row.first || overall !== row.overall) changed.push({ id: row.id, first, overall });
    if (changed.length === limit) return { changed, last: row.id };
  }
  return { changed, last: rows.length < lookedAtMax ? null : rows.at(-1)!.id };
}

export async function recordWritten(tx: Tx, connectionId: number, rows: readonly CrmReplyTimes[], now: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    UPDATE crm_contacts c SET first_reply_seconds = r.first, overall_reply_seconds = r.overall, written_at = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, first integer, overall integer)
    WHERE c.account_id = ${tx.accountId} AND c.connection_id = ${connectionId} AND c.external_id = r.id`);
}
