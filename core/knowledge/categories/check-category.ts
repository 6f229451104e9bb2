import { CoreError, invalid } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { categoryColumns, categoryDepthMax, type ArticleCategory } from './category.ts';

/** Above what it is hung, and of what it is the translation: of the same base, in the locale that fits, never below itself. */
export async function checkRelations(
  tx: Tx, { id, baseId, locale, parentId, rootId }: { id: number | null; baseId: number; locale: string; parentId: number | null; rootId: number | null },
): Promise<{ parentId: number | null; rootId: number | null }> {
  const all = new Map((await tx.rows(sql<ArticleCategory>`SELECT ${categoryColumns} FROM article_categories WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId}`)).map((each) => [each.id, each]));
  return { parentId: checkParent(all, { id, locale, parentId }), rootId: checkRoot(all, { id, locale, rootId }) };
}

function checkParent(all: ReadonlyMap<number, ArticleCategory>, { id, locale, parentId }: { id: number | null; locale: string; parentId: number | null }): number | null {
  if (parentId === null) return null;
  const parent = all.get(parentId);
  if (!parent || parent.locale !== locale) throw invalid('parentId', 'must be a category of the same site and locale', 'no-category');
  let depth = 1;
  for (let above: ArticleCategory | undefined = parent; above; above = above.parentId === null ? undefined : all.get(above.parentId)) {
    if (above.id === id) throw new CoreError('conflict', 'A category cannot stand below itself.', { fields: [{ field: 'parentId', problem: 'must not be below the category itself', key: 'category-below-itself' }], key: 'category-below-itself' });
    depth += 1;
  }
  if (depth + (id === null ? 0 : heightOf(all, id) - 1) > categoryDepthMax) throw new CoreError('too-large', `Categories go ${categoryDepthMax} levels deep at most.`, { key: 'category-too-deep', values: { max: categoryDepthMax } });
  return parentId;
}

function heightOf(all: ReadonlyMap<number, ArticleCategory>, id: number): number {
  return 1 + Math.max(0, ...[...all.values()].filter((each) => each.parentId === id).map((each) => heightOf(all, each.id)));
}

/** Always the root itself, so that translations of one are found by one id. */
function checkRoot(all: ReadonlyMap<number, ArticleCategory>, { id, locale, rootId }: { id: number | null; locale: string; rootId: number | null }): number | null {
  if (rootId === null) return null;
  const named = all.get(rootId);
  const root = named?.rootId ? all.get(named.rootId) : named;
  if (!root || root.locale === locale) throw invalid('rootId', 'must be a category of the same site in another locale', 'no-category');
  if (root.id === id || (id !== null && [...all.values()].some((each) => each.rootId === id))) throw invalid('rootId', 'must not be a translation of the category itself', 'translation-of-itself');
  return root.id;
}
