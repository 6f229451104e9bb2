import { findArticlesWithTexts, findCategories, type KnowledgeBase } from '#core/knowledge/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { loadKept } from '../kept.ts';
import { renderPortal } from '../render/portal.ts';

/** A portal with all that is in it. */
export async function portalOf(tx: Tx, act: Act, base: KnowledgeBase) {
  const articles = await findArticlesWithTexts(tx, act, [base.id]);
  return renderPortal(base, act.accountId, { categories: await findCategories(tx, act, base.id), articles, folders: await loadKept(tx, 'article', articles.map(({ id }) => id)) });
}
