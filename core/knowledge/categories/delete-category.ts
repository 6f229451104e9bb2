import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { forgetAddresses } from '../redirects.ts';
import { lockCategory } from './change-category.ts';

/** What is below it moves up to where it hung; its articles go there too, or to no category. A translation that was made of it stands alone. */
export async function deleteCategory(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'articles.write');
  const { knowledgeBaseId, parentId } = await lockCategory(tx, id);
  await tx.run(sql`UPDATE article_categories SET parent_id = ${parentId} WHERE account_id = ${tx.accountId} AND parent_id = ${id}`);
  await tx.run(sql`UPDATE article_categories SET root_id = NULL WHERE account_id = ${tx.accountId} AND root_id = ${id}`);
  await tx.run(sql`UPDATE articles SET category_id = ${parentId} WHERE account_id = ${tx.accountId} AND category_id = ${id}`);
  await tx.run(sql`DELETE FROM article_categories WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await forgetAddresses(tx, 'category', id);
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId, categoryId: id } }]);
  await writeAudit(tx, act, { action: 'article-category.deleted', targetKind: 'article-category', targetId: id, detail: { knowledgeBaseId } });
}
