import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readArticle } from '../articles/find-articles.ts';

export interface RevisionRow {
  readonly number: number;
  readonly title: string;
  /** Who saved it; null: an import or the server. */
  readonly userId: number | null;
  readonly savedAt: string;
  /** It was read by the world once, or is now. */
  readonly isPublished: boolean;
  readonly restoredFrom: number | null;
}
export interface Revision extends RevisionRow { readonly description: string; readonly content: string }

const rowColumns = sql`number, title, user_id AS "userId", saved_at AS "savedAt", is_published AS "isPublished", restored_from AS "restoredFrom"`;

/** The newest 200, newest first. */
export async function findRevisions(tx: Tx, act: Act, articleId: number): Promise<RevisionRow[]> {
  requirePermission(act, 'articles.read');
  await readArticle(tx, articleId);
  return tx.rows(sql<RevisionRow>`SELECT ${rowColumns} FROM article_revisions WHERE account_id = ${tx.accountId} AND article_id = ${articleId} ORDER BY number DESC LIMIT 200`);
}

export async function getRevision(tx: Tx, act: Act, articleId: number, number: number): Promise<Revision> {
  requirePermission(act, 'articles.read');
  const found = await tx.maybe(sql<Revision>`SELECT ${rowColumns}, description, content FROM article_revisions WHERE account_id = ${tx.accountId} AND article_id = ${articleId} AND number = ${number}`);
  if (!found) throw notFound('revision');
  return found;
}
