import { randomBytes } from 'node:crypto';
import { writeAudit } from '#core/audit/index.ts';
import { recordFiles, type FileStore, type StoredFile } from '#core/files/index.ts';
import { CoreError, invalid, notFound, requirePermission, safeFileName, seesAll, sniffMediaType, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getKnowledgeBase } from '../bases/find-knowledge-bases.ts';

/** A picture of a site. In the Markdown of an article it is named `/files/<key>/<name>`. */
export interface ArticleFile {
  readonly id: number;
  readonly knowledgeBaseId: number;
  /** 22 characters of base64url, 128 random bits: who knows it may see the picture. */
  readonly key: string;
  readonly fileName: string;
  readonly sniffedType: string;
  readonly sha256: string;
  readonly byteCount: number;
  readonly createdAt: string;
}

export const articleFileBytesMax = 10 * 1024 * 1024;
const filesMax = 20_000;
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
const columns = sql`id, knowledge_base_id AS "knowledgeBaseId", key, file_name AS "fileName", sniffed_type AS "sniffedType", sha256, byte_count AS "byteCount", created_at AS "createdAt"`;

/** Durable before there is a row: to be called before the transaction of `addArticleFile`. `invalid` for what is no raster picture, judged by its bytes. */
export async function storeArticleFile(files: FileStore, act: Act, content: Uint8Array): Promise<StoredFile & { sniffedType: string }> {
  requirePermission(act, 'articles.write');
  if (content.byteLength === 0) throw invalid('file', 'must not be empty', 'empty');
  if (content.byteLength > articleFileBytesMax) throw new CoreError('too-large', `A picture may have ${articleFileBytesMax / 1024 / 1024} MB at most.`, { key: 'file-too-large', values: { max: articleFileBytesMax / 1024 / 1024 } });
  const sniffedType = sniffMediaType(content);
  if (!pictures.has(sniffedType)) throw invalid('file', 'must be a picture: PNG, JPEG, GIF, WebP or AVIF', 'no-picture');
  return { ...await files.put(act.accountId, content), sniffedType };
}

export async function addArticleFile(tx: Tx, act: Act, baseId: number, file: StoredFile & { sniffedType: string }, fileName: string | null): Promise<ArticleFile> {
  requirePermission(act, 'articles.write');
  await getKnowledgeBase(tx, seesAll(act), baseId);
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*) FROM article_files WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId}`);
  if (count >= filesMax) throw new CoreError('too-large', `A site has ${filesMax} pictures at most.`, { key: 'too-many-items', values: { max: filesMax } });
  await recordFiles(tx, act, [file]);
  const made = await tx.one(sql<ArticleFile>`
    INSERT INTO article_files (account_id, knowledge_base_id, key, sha256, byte_count, file_name, sniffed_type, user_id, created_at)
    VALUES (${tx.accountId}, ${baseId}, ${randomBytes(16).toString('base64url')}, ${file.sha256}, ${file.byteCount}, ${safeFileName(fileName) ?? 'picture'}, ${file.sniffedType},
      ${act.actor.kind === 'user' ? act.actor.id : null}, ${act.now}) RETURNING ${columns}`);
  await writeAudit(tx, act, { action: 'article.file-added', targetKind: 'knowledge-base', targetId: baseId, detail: { fileId: made.id } });
  return made;
}

/** For the account's people. */
export async function getArticleFile(tx: Tx, act: Act, baseId: number, key: string): Promise<ArticleFile> {
  requirePermission(act, 'articles.read');
  const found = await findPublicFile(tx, baseId, key);
  if (!found) throw notFound('picture');
  return found;
}

/** For whoever knows its key. */
export async function findPublicFile(tx: Tx, baseId: number, key: string): Promise<ArticleFile | null> {
  return tx.maybe(sql<ArticleFile>`SELECT ${columns} FROM article_files WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND key = ${key}`);
}
