import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { forgetAddresses } from '../redirects.ts';
import { removeArticleSearch } from '../search/write-article-search.ts';
import { lockArticle } from './lock-article.ts';

/** For good, with its revisions, views and feedback. The first translation that was made of it takes its place. */
export async function deleteArticle(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'articles.write');
  const article = await lockArticle(tx, id);
  await removeArticleSearch(tx, article);
  const heir = await tx.maybe(sql<{ id: number }>`SELECT id FROM articles WHERE account_id = ${tx.accountId} AND root_id = ${id} ORDER BY id LIMIT 1`);
  if (heir) {
    await tx.run(sql`UPDATE articles SET root_id = CASE WHEN id = ${heir.id} THEN NULL ELSE ${heir.id}::bigint END WHERE account_id = ${tx.accountId} AND root_id = ${id}`);
    await tx.run(sql`UPDATE article_search SET group_id = ${heir.id} WHERE account_id = ${tx.accountId} AND group_id = ${id}`);
  }
  await tx.run(sql`DELETE FROM articles WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await forgetAddresses(tx, 'article', id);
  await appendEvents(tx, act, [{ type: 'article.changed', data: { articleId: id, knowledgeBaseId: article.knowledgeBaseId, status: 'deleted' } }]);
  await writeAudit(tx, act, { action: 'article.deleted', targetKind: 'article', targetId: id, detail: { knowledgeBaseId: article.knowledgeBaseId } });
}
