import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Tx } from '#storage/index.ts';
import { readArticle } from '../articles/find-articles.ts';
import { getKnowledgeBase } from '../bases/find-knowledge-bases.ts';

export interface Feedback { readonly id: number; readonly articleId: number; readonly title: string; readonly locale: string; readonly isHelpful: boolean; readonly comment: string | null; readonly at: string }
export interface FeedbackPlace { readonly at: string; readonly id: number }

/** What readers said, the latest first: of a base, or of one article. */
export async function findFeedback(
  tx: Tx, act: Act, of: { readonly knowledgeBaseId: number } | { readonly articleId: number }, { isHelpful, hasComment, limit = 25, before = null }: { isHelpful?: boolean; hasComment?: boolean; limit?: number; before?: FeedbackPlace | null } = {},
): Promise<Feedback[]> {
  requirePermission(act, 'articles.read');
  if ('articleId' in of) await readArticle(tx, of.articleId);
  else await getKnowledgeBase(tx, act, of.knowledgeBaseId);
  const conditions = [sql`f.account_id = ${tx.accountId}`, 'articleId' in of ? sql`f.article_id = ${of.articleId}` : sql`a.knowledge_base_id = ${of.knowledgeBaseId}`];
  if (isHelpful !== undefined) conditions.push(sql`f.is_helpful = ${isHelpful}`);
  if (hasComment !== undefined) conditions.push(hasComment ? sql`f.comment IS NOT NULL` : sql`f.comment IS NULL`);
  if (before) conditions.push(sql`(f.at, f.id) < (${before.at}::timestamptz, ${before.id}::bigint)`);
  return tx.rows(sql<Feedback>`
    SELECT f.id, f.article_id AS "articleId", a.title, a.locale, f.is_helpful AS "isHelpful", f.comment, f.at FROM article_feedback f JOIN articles a ON a.account_id = f.account_id AND a.id = f.article_id
    WHERE ${allOf(conditions)} ORDER BY f.at DESC, f.id DESC LIMIT ${Math.max(1, Math.min(limit, 101))}`);
}

export interface ArticleReport { readonly views: number; readonly helpful: number; readonly unhelpful: number; /** Days that had views, the last 90. */ readonly days: readonly { readonly day: string; readonly views: number }[] }

/** How often an article was read and what was said of it; `now` bounds the days. */
export async function getArticleReport(tx: Tx, act: Act, articleId: number): Promise<ArticleReport> {
  requirePermission(act, 'articles.read');
  const { views, helpful, unhelpful } = await readArticle(tx, articleId);
  const days = await tx.rows(sql<{ day: string; views: number }>`
    SELECT day, views FROM article_views WHERE account_id = ${tx.accountId} AND article_id = ${articleId} AND day > (${act.now}::timestamptz AT TIME ZONE 'UTC')::date - 90 ORDER BY day`);
  return { views, helpful, unhelpful, days };
}
