import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkPosition } from '../categories/create-category.ts';
import { checkLine, checkLines } from '../check-text.ts';
import { checkLocale } from '../check-locale.ts';
import { lockBase, requireLocale } from '../lock-base.ts';
import { moveAddress } from '../redirects.ts';
import { checkSlug, freeSlug, slugOf, slugTaken } from '../slug.ts';
import { articleKinds, contentMax, descriptionMax, titleMax, type Article, type ArticleKind } from './article.ts';
import { checkMeta, checkRelations } from './check-article.ts';
import { readArticle } from './find-articles.ts';

export interface ArticleInput {
  readonly title: string;
  readonly kind?: ArticleKind;
  readonly description?: string;
  /** Markdown. */
  readonly content?: string;
  /** Default: the base's. */
  readonly locale?: string;
  /** Default: made of the title. */
  readonly slug?: string | null;
  readonly categoryId?: number | null;
  readonly rootId?: number | null;
  readonly authorId?: number | null;
  /** Default: at the end. */
  readonly position?: number;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Of an article that was read elsewhere before. */
  readonly views?: number;
}

/** A draft. `conflict` where the slug is taken in this locale. */
export async function createArticle(tx: Tx, act: Act, baseId: number, input: ArticleInput): Promise<Article> {
  requirePermission(act, 'articles.write');
  const title = checkLine('title', input.title, titleMax);
  const description = checkLines('description', input.description ?? '', descriptionMax);
  const content = checkLines('content', input.content ?? '', contentMax);
  const meta = checkMeta(input.meta ?? {});
  const kind = input.kind ?? 'article';
  if (!articleKinds.includes(kind)) throw invalid('kind', `must be one of ${articleKinds.join(', ')}`, 'not-offered');
  const views = input.views ?? 0;
  if (!Number.isInteger(views) || views < 0 || views > 1_000_000_000) throw invalid('views', 'must be between 0 and 1000000000', 'out-of-range', { min: 0, max: 1_000_000_000 });
  const base = await lockBase(tx, baseId);
  const locale = input.locale === undefined ? base.defaultLocale : checkLocale('locale', input.locale);
  requireLocale(base, locale);
  const { categoryId = null, authorId = null } = input;
  const { rootId } = await checkRelations(tx, act, { id: null, baseId, locale, categoryId, authorId, rootId: input.rootId ?? null });
  const slug = input.slug ? checkSlug('slug', input.slug) : await freeArticleSlug(tx, baseId, locale, slugOf(title));
  const position = input.position === undefined ? await nextPosition(tx, baseId, categoryId) : checkPosition(input.position);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO articles (account_id, knowledge_base_id, category_id, root_id, kind, locale, slug, status, title, position, meta, author_id, version, head_revision, created_at, updated_at)
    VALUES (${tx.accountId}, ${baseId}, ${categoryId}, ${rootId}, ${kind}, ${locale}, ${slug}, 'draft', ${title}, ${position}, ${meta}::jsonb, ${authorId}, 1, 1, ${act.now}, ${act.now}) RETURNING id`).catch(slugTaken);
  await tx.run(sql`
    INSERT INTO article_revisions (account_id, article_id, number, title, description, content, user_id, saved_at)
    VALUES (${tx.accountId}, ${id}, 1, ${title}, ${description}, ${content}, ${userOf(act)}, ${act.now})`);
  if (views > 0) await tx.run(sql`INSERT INTO article_counts (account_id, article_id, views) VALUES (${tx.accountId}, ${id}, ${views})`);
  await moveAddress(tx, { baseId, noun: 'article', id, from: null, to: { locale, slug } });
  await appendEvents(tx, act, [{ type: 'article.changed', data: { articleId: id, knowledgeBaseId: baseId, status: 'draft' } }]);
  await writeAudit(tx, act, { action: 'article.created', targetKind: 'article', targetId: id, detail: { knowledgeBaseId: baseId } });
  return readArticle(tx, id);
}

export const userOf = ({ actor }: Act): number | null => (actor.kind === 'user' ? actor.id : null);

/** The base is locked, so nobody takes it meanwhile. */
async function freeArticleSlug(tx: Tx, baseId: number, locale: string, slug: string): Promise<string> {
  const isTaken = async (one: string): Promise<boolean> => await tx.maybe(sql<object>`SELECT FROM articles WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND locale = ${locale} AND slug = ${one}`) !== null;
  if (!await isTaken(slug)) return slug;
  const taken = await tx.rows(sql<{ slug: string }>`
    SELECT slug FROM articles WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND locale = ${locale} AND slug >= ${slug} AND slug < ${`${slug}-\u{10ffff}`}`);
  const free = freeSlug(slug, new Set([slug, ...taken.map((row) => row.slug)]));
  return free;
}

async function nextPosition(tx: Tx, baseId: number, categoryId: number | null): Promise<number> {
  const last = categoryId === null
    ? await tx.one(sql<{ position: number }>`SELECT coalesce(max(position), 0) AS position FROM articles WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND category_id IS NULL`)
    : await tx.one(sql<{ position: number }>`SELECT coalesce(max(position), 0) AS position FROM articles WHERE account_id = ${tx.accountId} AND category_id = ${categoryId}`);
  return Math.min(1_000_000, last.position + 1);
}
