import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getKnowledgeBase } from '../bases/find-knowledge-bases.ts';
import { categoryColumns, type ArticleCategory } from './category.ts';

/** All of a base in their order, those of one locale together. */
export async function findCategories(tx: Tx, act: Act, baseId: number): Promise<ArticleCategory[]> {
  requirePermission(act, 'articles.read');
  await getKnowledgeBase(tx, act, baseId);
  return tx.rows(sql<ArticleCategory>`SELECT ${categoryColumns} FROM article_categories WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} ORDER BY locale, position, id`);
}
