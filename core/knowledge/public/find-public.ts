import { sql, type Tx } from '#storage/index.ts';

/** What a public site shows of a category. */
export interface PublicCategory {
  readonly id: number; readonly parentId: number | null; readonly groupId: number; readonly locale: string; readonly slug: string; readonly name: string; readonly description: string | null;
  /** Published articles in it, in its locale. */
  readonly articleCount: number;
}

export interface PublicArticleRow { readonly id: number; readonly groupId: number; readonly categoryId: number | null; readonly locale: string; readonly slug: string; readonly title: string; readonly description: string; readonly changedAt: string }
export interface PublicArticle extends PublicArticleRow {
  readonly content: string;
  /** Of the revision that is shown: its texts never change. */
  readonly revision: number;
  readonly publishedAt: string;
}
/** Where the same article or category stands in another locale. */
export interface PublicPlace { readonly locale: string; readonly slug: string }

const isPublic = sql`a.status = 'published' AND a.kind = 'article'`;
const rowColumns = sql`a.id, coalesce(a.root_id, a.id) AS "groupId", a.category_id AS "categoryId", a.locale, a.slug, r.title, r.description, r.saved_at AS "changedAt"`;
const tables = sql`articles a JOIN article_revisions r ON r.account_id = a.account_id AND r.article_id = a.id AND r.number = a.published_revision`;

/** All categories of a site in their order; those of kind `category` only. */
export async function findPublicCategories(tx: Tx, baseId: number): Promise<PublicCategory[]> {
  return tx.rows(sql<PublicCategory>`
    SELECT c.id, c.parent_id AS "parentId", coalesce(c.root_id, c.id) AS "groupId", c.locale, c.slug, c.name, c.description,
      (SELECT count(*) FROM articles a WHERE a.account_id = c.account_id AND a.category_id = c.id AND ${isPublic}) AS "articleCount"
    FROM article_categories c WHERE c.account_id = ${tx.accountId} AND c.knowledge_base_id = ${baseId} AND c.kind = 'category' ORDER BY c.position, c.id`);
}

/** Published ones in their order. `categoryIds`: of these categories; else all of the locale that are in none. At most 500. */
export async function findPublicArticles(tx: Tx, baseId: number, { categoryIds, locale }: { categoryIds?: readonly number[]; locale?: string }): Promise<PublicArticleRow[]> {
  const which = categoryIds === undefined ? sql`a.category_id IS NULL AND a.locale = ${locale ?? ''}` : sql`a.category_id = ANY(${[...categoryIds]}::bigint[])`;
  return tx.rows(sql<PublicArticleRow>`
    SELECT ${rowColumns} FROM ${tables} WHERE a.account_id = ${tx.accountId} AND a.knowledge_base_id = ${baseId} AND ${isPublic} AND ${which} ORDER BY a.position, a.id LIMIT 500`);
}

/** The most read ones of a locale. */
export async function findPopularArticles(tx: Tx, baseId: number, locale: string, limit: number): Promise<PublicArticleRow[]> {
  return tx.rows(sql<PublicArticleRow>`
    SELECT ${rowColumns} FROM ${tables} JOIN article_counts n ON n.account_id = a.account_id AND n.article_id = a.id
    WHERE a.account_id = ${tx.accountId} AND a.knowledge_base_id = ${baseId} AND a.locale = ${locale} AND ${isPublic} AND n.views > 0 ORDER BY n.views DESC, a.id LIMIT ${limit}`);
}

/** The published article with this slug; drafts and archived ones are not there. */
export async function findPublicArticle(tx: Tx, baseId: number, { locale, slug }: PublicPlace): Promise<PublicArticle | null> {
  return tx.maybe(sql<PublicArticle>`
    SELECT ${rowColumns}, r.content, r.number AS revision, a.published_at AS "publishedAt"
    FROM ${tables} WHERE a.account_id = ${tx.accountId} AND a.knowledge_base_id = ${baseId} AND a.locale = ${locale} AND a.slug = ${slug} AND ${isPublic}`);
}

/** The published article that has this slug in any locale, the locales asked in order. */
export async function findPublicArticleAnywhere(tx: Tx, baseId: number, slug: string, locales: readonly string[]): Promise<PublicPlace | null> {
  return tx.maybe(sql<PublicPlace>`
    SELECT a.locale, a.slug FROM articles a WHERE a.account_id = ${tx.accountId} AND a.knowledge_base_id = ${baseId} AND a.locale = ANY(${[...locales]}::text[]) AND a.slug = ${slug} AND ${isPublic}
    ORDER BY array_position(${[...locales]}::text[], a.locale) LIMIT 1`);
}

/** In which locales an article can be read, itself included: of each the first. */
export async function findPublicTranslations(tx: Tx, baseId: number, groupId: number): Promise<PublicPlace[]> {
  return tx.rows(sql<PublicPlace>`
    SELECT DISTINCT ON (a.locale) a.locale, a.slug FROM articles a
    WHERE a.account_id = ${tx.accountId} AND a.knowledge_base_id = ${baseId} AND (a.id = ${groupId} OR a.root_id = ${groupId}) AND ${isPublic} ORDER BY a.locale, a.id`);
}

/** Where an old address leads: the present one of a published article, or of a category. Null: nowhere. */
export async function findRedirect(tx: Tx, baseId: number, noun: 'article' | 'category', { locale, slug }: PublicPlace): Promise<PublicPlace | null> {
  const old = await tx.maybe(sql<{ id: number }>`
    SELECT target_id AS id FROM article_redirects WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND noun = ${noun} AND locale = ${locale} AND slug = ${slug}`);
  if (!old) return null;
  return noun === 'article'
    ? tx.maybe(sql<PublicPlace>`SELECT a.locale, a.slug FROM articles a WHERE a.account_id = ${tx.accountId} AND a.id = ${old.id} AND ${isPublic}`)
    : tx.maybe(sql<PublicPlace>`SELECT locale, slug FROM article_categories WHERE account_id = ${tx.accountId} AND id = ${old.id} AND kind = 'category'`);
}

/** Everything that a search engine may know, at most 20,000 addresses. */
export async function findPublicAddresses(tx: Tx, baseId: number): Promise<(PublicPlace & { readonly noun: 'article' | 'category'; readonly groupId: number; readonly changedAt: string })[]> {
  return tx.rows(sql<PublicPlace & { noun: 'article' | 'category'; groupId: number; changedAt: string }>`
    (SELECT 'category' AS noun, c.locale, c.slug, coalesce(c.root_id, c.id) AS "groupId", c.updated_at AS "changedAt" FROM article_categories c
      WHERE c.account_id = ${tx.accountId} AND c.knowledge_base_id = ${baseId} AND c.kind = 'category' ORDER BY c.id LIMIT 2000)
    UNION ALL
    (SELECT 'article', a.locale, a.slug, coalesce(a.root_id, a.id), r.saved_at FROM ${tables} WHERE a.account_id = ${tx.accountId} AND a.knowledge_base_id = ${baseId} AND ${isPublic} ORDER BY a.id LIMIT 18000)`);
}
