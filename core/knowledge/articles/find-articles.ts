import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Tx } from '#storage/index.ts';
import { getKnowledgeBase } from '../bases/find-knowledge-bases.ts';
import { articleColumns, articleTables, rowColumns, rowTables, type Article, type ArticleRow, type ArticleStatus } from './article.ts';

export interface ArticleFilter {
  readonly knowledgeBaseId: number;
  readonly status?: ArticleStatus;
  readonly locale?: string;
  /** 0: those in no category. */
  readonly categoryId?: number;
  /** Part of the title, whatever its case. */
  readonly title?: string;
}

export interface ArticlePlace { readonly at: string; readonly id: number }

/** Those of a base, the last changed first; at most `limit` (100) after the place. */
export async function findArticles(tx: Tx, act: Act, filter: ArticleFilter, { limit = 25, before = null }: { limit?: number; before?: ArticlePlace | null } = {}): Promise<ArticleRow[]> {
  requirePermission(act, 'articles.read');
  await getKnowledgeBase(tx, act, filter.knowledgeBaseId);
  const conditions = [sql`a.account_id = ${tx.accountId}`, sql`a.knowledge_base_id = ${filter.knowledgeBaseId}`];
  if (filter.status !== undefined) conditions.push(sql`a.status = ${filter.status}`);
  if (filter.locale !== undefined) conditions.push(sql`a.locale = ${filter.locale}`);
  if (filter.categoryId !== undefined) conditions.push(filter.categoryId === 0 ? sql`a.category_id IS NULL` : sql`a.category_id = ${filter.categoryId}`);
  if (filter.title !== undefined && filter.title.trim() !== '') conditions.push(sql`position(lower(${filter.title.trim()}) IN lower(a.title)) > 0`);
  if (before) conditions.push(sql`(a.updated_at, a.id) < (${before.at}::timestamptz, ${before.id}::bigint)`);
  return tx.rows(sql<ArticleRow>`SELECT ${rowColumns} FROM ${rowTables} WHERE ${allOf(conditions)} ORDER BY a.updated_at DESC, a.id DESC LIMIT ${Math.max(1, Math.min(limit, 101))}`);
}

/** With their texts, in the order of categories: what an API that answers whole sites needs. */
export async function findArticlesWithTexts(tx: Tx, act: Act, baseIds: readonly number[], { limitPerBase = 1_000 }: { limitPerBase?: number } = {}): Promise<Article[]> {
  requirePermission(act, 'articles.read');
  if (baseIds.length > 200) throw invalid('baseIds', 'must be at most 200', 'too-many-items', { max: 200 });
  const found: Article[] = [];
  for (const baseId of baseIds) {
    found.push(...await tx.rows(sql<Article>`
      SELECT ${articleColumns} FROM ${articleTables} WHERE a.account_id = ${tx.accountId} AND a.knowledge_base_id = ${baseId} ORDER BY a.position, a.id LIMIT ${limitPerBase}`));
  }
  return found;
}

export async function getArticle(tx: Tx, act: Act, id: number): Promise<Article> {
  requirePermission(act, 'articles.read');
  return readArticle(tx, id);
}

/** For commands that have checked their own permission. */
export async function readArticle(tx: Tx, id: number): Promise<Article> {
  const found = await tx.maybe(sql<Article>`SELECT ${articleColumns} FROM ${articleTables} WHERE a.account_id = ${tx.accountId} AND a.id = ${id}`);
  if (!found) throw notFound('article');
  return found;
}

/** The other locales in which an article is there, itself included. */
export async function findTranslations(tx: Tx, act: Act, { id, rootId }: Pick<Article, 'id' | 'rootId'>): Promise<{ id: number; locale: string; status: ArticleStatus; title: string }[]> {
  requirePermission(act, 'articles.read');
  const root = rootId ?? id;
  return tx.rows(sql<{ id: number; locale: string; status: ArticleStatus; title: string }>`
    SELECT id, locale, status, title FROM articles WHERE account_id = ${tx.accountId} AND id = ${root}
    UNION ALL SELECT id, locale, status, title FROM articles WHERE account_id = ${tx.accountId} AND root_id = ${root} ORDER BY locale, id`);
}
