import { sql, type Tx } from '#storage/index.ts';

/** Rows of raw mails that no copy, no mail of ours and no quarantine names any more, and of files that no attachment and no raw mail does. */
export async function dropUnnamedBytes(tx: Tx, raws: readonly string[], files: readonly string[]): Promise<void> {
  const account = tx.accountId;
  const dropped = await tx.rows(sql<{ sha256: string }>`
    DELETE FROM raw_mails r WHERE r.account_id = ${account} AND r.sha256 = ANY(${[...new Set(raws)]}::text[])
      AND NOT EXISTS (SELECT FROM message_copies c WHERE c.account_id = r.account_id AND c.raw_sha256 = r.sha256)
      AND NOT EXISTS (SELECT FROM outgoing_mails o WHERE o.account_id = r.account_id AND o.raw_sha256 = r.sha256)
      AND NOT EXISTS (SELECT FROM quarantine q WHERE q.account_id = r.account_id AND q.raw_sha256 = r.sha256) RETURNING r.sha256`);
  await tx.run(sql`
    DELETE FROM files f WHERE f.account_id = ${account} AND f.sha256 = ANY(${[...new Set([...files, ...dropped.map((row) => row.sha256)])]}::text[])
      AND NOT EXISTS (SELECT FROM attachments a WHERE a.account_id = f.account_id AND a.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM uploads u WHERE u.account_id = f.account_id AND u.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM article_files k WHERE k.account_id = f.account_id AND k.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM automation_files t WHERE t.account_id = f.account_id AND t.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM raw_mails r WHERE r.account_id = f.account_id AND r.sha256 = f.sha256)`);
}
