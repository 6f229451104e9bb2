import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { StoredFile } from './file-store.ts';

/**
 * Rows for stored blobs; those present stay. Part of the command that stores what the files belong to (it has checked the permission),
 * after `putMany` has returned and in its transaction. Taken in order of sha256, so that two batches cannot lock each other.
 */
export async function recordFiles(tx: Tx, act: Act, files: readonly StoredFile[]): Promise<void> {
  if (files.length === 0) return;
  await tx.run(sql`
    INSERT INTO files (account_id, sha256, byte_count, created_at)
    SELECT DISTINCT ON (r.sha256) ${tx.accountId}::bigint, r.sha256, r."byteCount", ${act.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(files)}::jsonb) AS r(sha256 text, "byteCount" bigint) ORDER BY r.sha256
    ON CONFLICT DO NOTHING`);
}
