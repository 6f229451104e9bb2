import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { writeArticleSearch } from '../search/write-article-search.ts';
import type { Article, ArticleStatus } from './article.ts';
import { readArticle } from './find-articles.ts';
import { lockArticle } from './lock-article.ts';

/** The newest revision is what the world reads from now on. A schedule is done with it. */
export async function publishArticle(tx: Tx, act: Act, id: number, { version }: { version?: number } = {}): Promise<Article> {
  requirePermission(act, 'articles.write');
  const before = await lockArticle(tx, id, version);
  await tx.run(sql`UPDATE article_revisions SET is_published = true WHERE account_id = ${tx.accountId} AND article_id = ${id} AND number = ${before.headRevision}`);
  await tx.run(sql`
    UPDATE articles SET status = 'published', published_revision = head_revision, published_at = ${act.now}, publish_at = NULL, version = version + 1, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await writeArticleSearch(tx, id);
  await tell(tx, act, before, 'published', 'article.published');
  return readArticle(tx, id);
}

/** Back to a draft that nobody outside reads. */
export async function unpublishArticle(tx: Tx, act: Act, id: number, options: { version?: number } = {}): Promise<Article> {
  return takeAway(tx, act, id, 'draft', options);
}

/** Kept, and shown to nobody outside. */
export async function archiveArticle(tx: Tx, act: Act, id: number, options: { version?: number } = {}): Promise<Article> {
  return takeAway(tx, act, id, 'archived', options);
}

async function takeAway(tx: Tx, act: Act, id: number, status: 'draft' | 'archived', { version }: { version?: number }): Promise<Article> {
  requirePermission(act, 'articles.write');
  const before = await lockArticle(tx, id, version);
  if (before.status === status && before.publishAt === null) return before;
  await tx.run(sql`
    UPDATE articles SET status = ${status}, published_revision = NULL, publish_at = NULL, version = version + 1, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await writeArticleSearch(tx, id);
  await tell(tx, act, before, status, status === 'archived' ? 'article.archived' : 'article.unpublished');
  return readArticle(tx, id);
}

async function tell(tx: Tx, act: Act, { id, knowledgeBaseId, headRevision }: Article, status: ArticleStatus, action: 'article.published' | 'article.archived' | 'article.unpublished'): Promise<void> {
  await appendEvents(tx, act, [{ type: 'article.changed', data: { articleId: id, knowledgeBaseId, status } }]);
  await writeAudit(tx, act, { action, targetKind: 'article', targetId: id, detail: { revision: headRevision } });
}
