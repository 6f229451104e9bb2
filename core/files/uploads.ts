import { CoreError, invalid, notFound, safeFileName, sniffMediaType, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { FileStore, StoredFile } from './file-store.ts';
import { recordFiles } from './record-files.ts';

/** A file sent ahead of the message it will belong to. Only the person who sent it sees it. */
export interface Upload {
  readonly id: number;
  readonly fileName: string;
  /** What the first bytes prove; the sender's word plays no part. */
  readonly sniffedType: string;
  readonly sha256: string;
  readonly byteCount: number;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export const uploadBytesMax = 25 * 1024 * 1024;
/** At one time, unused and not expired. */
export const uploadsMax = { perPerson: 200, perAccount: 2_000, bytesPerAccount: 2 * 1024 ** 3 } as const;
const lifeHours = 24;

const columns = sql`id, file_name AS "fileName", sniffed_type AS "sniffedType", sha256, byte_count AS "byteCount", created_at AS "createdAt", expires_at AS "expiresAt"`;

/** Durable before there is a row: to be called before the transaction of `createUpload`. */
export async function storeUpload(files: FileStore, act: Act, content: Uint8Array): Promise<StoredFile & { sniffedType: string }> {
  requireUploader(act);
  if (content.byteLength === 0) throw invalid('file', 'must not be empty', 'empty');
  if (content.byteLength > uploadBytesMax) throw new CoreError('too-large', `A file may have ${uploadBytesMax / 1024 / 1024} MB at most.`, { key: 'file-too-large', values: { max: uploadBytesMax / 1024 / 1024 } });
  return { ...await files.put(act.accountId, content), sniffedType: sniffMediaType(content) };
}

/** `too-large` where the person or the account has too many that nothing uses yet. To be asked before `storeUpload`: what has no room is not kept on the disk. */
export async function requireUploadRoom(tx: Tx, act: Act, byteCount: number): Promise<void> {
  const userId = requireUploader(act);
  const held = await tx.one(sql<{ own: number; all: number; bytes: number }>`
    SELECT count(*) FILTER (WHERE user_id = ${userId}) AS own, count(*) AS all, coalesce(sum(byte_count), 0)::bigint AS bytes
    FROM uploads WHERE account_id = ${tx.accountId} AND expires_at > ${act.now}`);
  if (held.own >= uploadsMax.perPerson || held.all >= uploadsMax.perAccount || held.bytes + byteCount > uploadsMax.bytesPerAccount) {
    throw new CoreError('too-large', 'There are too many uploaded files that no message uses. Send or remove some, or wait a day.', { key: 'too-many-uploads' });
  }
}

/** The row of a stored file; `requireUploadRoom` holds here too. */
export async function createUpload(tx: Tx, act: Act, file: StoredFile & { sniffedType: string }, fileName: string | null): Promise<Upload> {
  const userId = requireUploader(act);
  await requireUploadRoom(tx, act, file.byteCount);
  await recordFiles(tx, act, [file]);
  return tx.one(sql<Upload>`
    INSERT INTO uploads (account_id, user_id, sha256, byte_count, file_name, sniffed_type, created_at, expires_at)
    VALUES (${tx.accountId}, ${userId}, ${file.sha256}, ${file.byteCount}, ${safeFileName(fileName) ?? 'file'}, ${file.sniffedType}, ${act.now},
      ${act.now}::timestamptz + make_interval(hours => ${lifeHours}))
    RETURNING ${columns}`);
}

/** The acting person's uploads with these ids, in the order asked for. `not-found` where one is unknown, expired or another person's. */
export async function getUploads(tx: Tx, act: Act, ids: readonly number[]): Promise<Upload[]> {
  const found = await findUploads(tx, act, ids);
  if (found.length < ids.length) throw notFound('upload');
  return found;
}

/** Those of the acting person's uploads that are still there, in the order asked for. */
export async function findUploads(tx: Tx, act: Act, ids: readonly number[]): Promise<Upload[]> {
  if (ids.length === 0) return [];
  const userId = requireUploader(act);
  const rows = await tx.rows(sql<Upload>`
    SELECT ${columns} FROM uploads WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[]) AND user_id = ${userId} AND expires_at > ${act.now}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** By what name an uploaded picture stands in the HTML of a message (`cid:`): the same for the same bytes, so that it holds when a message is taken back. */
export function contentIdOf({ sha256 }: Pick<Upload, 'sha256'>): string {
  return `${sha256.slice(0, 40)}@patchbay`;
}

/** A draft holds them: they stay for another `days`. */
export async function keepUploads(tx: Tx, act: Act, ids: readonly number[], { days = 30 }: { days?: number } = {}): Promise<void> {
  const found = await getUploads(tx, act, ids);
  await tx.run(sql`
    UPDATE uploads SET expires_at = greatest(expires_at, ${act.now}::timestamptz + make_interval(days => ${days}))
    WHERE account_id = ${tx.accountId} AND id = ANY(${found.map(({ id }) => id)}::bigint[])`);
}

/** The row goes; the bytes stay for whatever else carries them. To be called by the command whose message took the files, and by the person. */
export async function removeUploads(tx: Tx, act: Act, ids: readonly number[]): Promise<void> {
  const found = await getUploads(tx, act, ids);
  await tx.run(sql`DELETE FROM uploads WHERE account_id = ${tx.accountId} AND id = ANY(${found.map(({ id }) => id)}::bigint[])`);
}

/** Forgets what expired. Returns how many. */
export async function sweepUploads(tx: Tx, act: Act): Promise<number> {
  return tx.run(sql`DELETE FROM uploads WHERE account_id = ${tx.accountId} AND expires_at <= ${act.now}`);
}

/** Whoever may write a message or bring mail may send a file ahead. Returns the person. */
function requireUploader({ actor: { kind, id, permissions } }: Act): number {
  if (kind !== 'user' || id === null) throw new CoreError('forbidden', 'Uploads belong to people who are signed in.', { key: 'people-only' });
  const may = permissions === 'all' || (['conversations.reply', 'conversations.note', 'imports.run'] as const).some((permission) => permissions.has(permission));
  if (!may) throw new CoreError('forbidden', 'This needs the permission conversations.reply.', { key: 'needs-permission', values: { permission: 'conversations.reply' } });
  return id;
}
