import { findPopularArticles, findPublicArticles, findPublicCategories, type PublicCategory } from '#core/knowledge/index.ts';
import type { Tx } from '#storage/index.ts';
import type { CategoryContent, HomeContent, Site } from '#web/helpcenter/index.ts';

/** The categories of a site that hold anything, their counts with what is below them. */
export async function findShownCategories(tx: Tx, { base }: Site): Promise<PublicCategory[]> {
  const all = await findPublicCategories(tx, base.id);
  const totals = new Map(all.map(({ id, articleCount }) => [id, articleCount]));
  const byId = new Map(all.map((each) => [each.id, each]));
  for (const { parentId, articleCount } of all) {
    for (let above = parentId; above !== null; above = byId.get(above)?.parentId ?? null) totals.set(above, (totals.get(above) ?? 0) + articleCount);
  }
  return all.map((each) => ({ ...each, articleCount: totals.get(each.id) ?? 0 })).filter(({ articleCount }) => articleCount > 0);
}

/** From the top down to it, without itself. */
export function categoriesAbove(all: readonly PublicCategory[], parentId: number | null): PublicCategory[] {
  const above: PublicCategory[] = [];
  for (let id = parentId; id !== null && above.length < 10;) {
    const found = all.find((each) => each.id === id);
    if (!found) break;
    above.unshift(found);
    id = found.parentId;
  }
  return above;
}

/** What is not translated is shown in the site's own locale. */
export async function findHome(tx: Tx, site: Site, locale: string): Promise<HomeContent> {
  const { id, defaultLocale } = site.base;
  const tops = (await findShownCategories(tx, site)).filter(({ parentId }) => parentId === null);
  const own = tops.filter((each) => each.locale === locale);
  const translated = new Set(own.map(({ groupId }) => groupId));
  const standIns = locale === defaultLocale ? [] : tops.filter((each) => each.locale === defaultLocale && !translated.has(each.groupId));
  const loose = await findPublicArticles(tx, id, { locale });
  return { categories: [...own, ...standIns], loose, popular: (await findPopularArticles(tx, id, locale, 6)).filter((each) => !loose.some((other) => other.id === each.id)) };
}

export async function findCategoryContent(tx: Tx, site: Site, category: PublicCategory, all: readonly PublicCategory[]): Promise<CategoryContent> {
  return {
    category, above: categoriesAbove(all, category.parentId), below: all.filter(({ parentId }) => parentId === category.id),
    articles: await findPublicArticles(tx, site.base.id, { categoryIds: [category.id] }),
    translations: all.filter(({ groupId }) => groupId === category.groupId).map(({ locale, slug }) => ({ locale, slug })),
  };
}
