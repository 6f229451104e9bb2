import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkLine, checkOptionalLine } from '../check-text.ts';
import { lockBase } from '../lock-base.ts';
import { moveAddress } from '../redirects.ts';
import { checkSlug, slugTaken } from '../slug.ts';
import { categoryColumns, type ArticleCategory } from './category.ts';
import { checkRelations } from './check-category.ts';
import { checkPosition, type CategoryInput } from './create-category.ts';

/** What is not named stays; kind and locale always do. The address of before leads on. */
export async function changeCategory(tx: Tx, act: Act, id: number, change: Partial<Omit<CategoryInput, 'kind' | 'locale'>>): Promise<ArticleCategory> {
  requirePermission(act, 'articles.write');
  const before = await lockCategory(tx, id);
  const name = change.name === undefined ? before.name : checkLine('name', change.name, 200);
  const description = change.description === undefined ? before.description : checkOptionalLine('description', change.description, 1_000);
  const slug = change.slug ? checkSlug('slug', change.slug) : before.slug;
  const position = change.position === undefined ? before.position : checkPosition(change.position);
  const { parentId, rootId } = await checkRelations(tx, {
    id, baseId: before.knowledgeBaseId, locale: before.locale,
    parentId: change.parentId === undefined ? before.parentId : change.parentId, rootId: change.rootId === undefined ? before.rootId : change.rootId,
  });
  const after = await tx.one(sql<ArticleCategory>`
    UPDATE article_categories SET name = ${name}, description = ${description}, slug = ${slug}, position = ${position}, parent_id = ${parentId}, root_id = ${rootId}, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${categoryColumns}`).catch(slugTaken);
  await moveAddress(tx, { baseId: before.knowledgeBaseId, noun: 'category', id, from: before, to: after });
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: before.knowledgeBaseId, categoryId: id } }]);
  await writeAudit(tx, act, { action: 'article-category.changed', targetKind: 'article-category', targetId: id });
  return after;
}

/** The category, and its base locked before it: the order of all that change the tree. */
export async function lockCategory(tx: Tx, id: number): Promise<ArticleCategory> {
  const found = await tx.maybe(sql<{ baseId: number }>`SELECT knowledge_base_id AS "baseId" FROM article_categories WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (!found) throw notFound('category');
  await lockBase(tx, found.baseId);
  const category = await tx.maybe(sql<ArticleCategory>`SELECT ${categoryColumns} FROM article_categories WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (!category) throw notFound('category');
  return category;
}
