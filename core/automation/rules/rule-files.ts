import { getUploads, removeUploads } from '#core/files/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A file that rules and macros may attach. */
export interface RuleFile { readonly id: number; readonly fileName: string; readonly sniffedType: string; readonly sha256: string; readonly byteCount: number }

const columns = sql`id, file_name AS "fileName", sniffed_type AS "sniffedType", sha256, byte_count AS "byteCount"`;

/** An upload of the acting person becomes a file that actions may name; the upload is used up. */
export async function keepRuleFile(tx: Tx, act: Act, uploadId: number): Promise<RuleFile> {
  requirePermission(act, 'settings.write');
  const [upload] = await getUploads(tx, seesAll(act), [uploadId]);
  const file = await tx.one(sql<RuleFile>`
    INSERT INTO automation_files (account_id, sha256, byte_count, file_name, sniffed_type, created_at)
    VALUES (${tx.accountId}, ${upload!.sha256}, ${upload!.byteCount}, ${upload!.fileName}, ${upload!.sniffedType}, ${act.now}) RETURNING ${columns}`);
  await removeUploads(tx, seesAll(act), [uploadId]);
  return file;
}

export async function findRuleFiles(tx: Tx, act: Act, ids?: readonly number[]): Promise<RuleFile[]> {
  requirePermission(act, 'settings.read');
  return tx.rows(sql<RuleFile>`
    SELECT ${columns} FROM automation_files WHERE account_id = ${tx.accountId} AND ${ids === undefined ? sql`true` : sql`id = ANY(${[...ids]}::bigint[])`} ORDER BY id LIMIT 1000`);
}
