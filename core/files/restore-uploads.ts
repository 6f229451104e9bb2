import { CoreError, safeFileName, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Files of a message that was taken back become uploads of the acting person again, for the draft. In the order given. */
export async function restoreUploads(tx: Tx, act: Act, files: readonly { readonly sha256: string; readonly fileName: string; readonly mediaType: string }[]): Promise<number[]> {
  if (act.actor.kind !== 'user' || act.actor.id === null) throw new CoreError('forbidden', 'Uploads belong to people who are signed in.', { key: 'people-only' });
  if (files.length === 0) return [];
  const rows = files.map(({ sha256, fileName, mediaType }, at) => ({ at, sha256, name: safeFileName(fileName) ?? 'file', type: mediaType }));
  const made = await tx.rows(sql<{ id: number }>`
    INSERT INTO uploads (account_id, user_id, sha256, byte_count, file_name, sniffed_type, created_at, expires_at)
    SELECT f.account_id, ${act.actor.id}::bigint, f.sha256, f.byte_count, r.name, r.type, ${act.now}::timestamptz, ${act.now}::timestamptz + interval '30 days'
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(at integer, sha256 text, name text, type text)
    JOIN files f ON f.account_id = ${tx.accountId} AND f.sha256 = r.sha256 ORDER BY r.at RETURNING id`);
  return made.map(({ id }) => id);
}
