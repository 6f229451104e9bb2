import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Article } from '../articles/article.ts';
import { readArticle } from '../articles/find-articles.ts';
import { lockArticle } from '../articles/lock-article.ts';
import { writeRevision } from '../articles/save-article.ts';
import { getRevision } from './find-revisions.ts';

/** Makes the texts of an old revision the newest one, as a revision of its own: nothing is lost. The world reads them when they are published. */
export async function restoreRevision(tx: Tx, act: Act, articleId: number, number: number, { version }: { version?: number } = {}): Promise<Article> {
  requirePermission(act, 'articles.write');
  const article = await lockArticle(tx, articleId, version);
  const old = await getRevision(tx, seesAll(act), articleId, number);
  const head = await writeRevision(tx, act, article, old, { restoredFrom: number });
  await tx.run(sql`UPDATE articles SET title = ${old.title}, head_revision = ${head}, version = version + 1, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${articleId}`);
  await appendEvents(tx, act, [{ type: 'article.changed', data: { articleId, knowledgeBaseId: article.knowledgeBaseId, status: article.status } }]);
  await writeAudit(tx, act, { action: 'article.restored', targetKind: 'article', targetId: articleId, detail: { from: number, revision: head } });
  return readArticle(tx, articleId);
}
