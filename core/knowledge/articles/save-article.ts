import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkPosition } from '../categories/create-category.ts';
import { checkLine, checkLines } from '../check-text.ts';
import { moveAddress } from '../redirects.ts';
import { writeArticleSearch } from '../search/write-article-search.ts';
import { checkSlug, slugTaken } from '../slug.ts';
import { contentMax, descriptionMax, titleMax, type Article } from './article.ts';
import { checkMeta, checkRelations } from './check-article.ts';
import { userOf, type ArticleInput } from './create-article.ts';
import { readArticle } from './find-articles.ts';
import { lockArticle } from './lock-article.ts';

export type ArticleChange = Partial<Omit<ArticleInput, 'kind' | 'locale' | 'views'>>;

/** So long one person's saving goes on in one revision. */
const sameRevisionMs = 10 * 60 * 1_000;

/**
 * What is not named stays; kind and locale always do. Texts go into the newest revision where it was never published and the same person saved it within
 * ten minutes, else into a new one: the world goes on reading the published one. Slug, category and the like count at once, and the address of before
 * leads on. `version`: the one that was seen; `conflict` (`stale`) where it is another by now.
 */
export async function saveArticle(tx: Tx, act: Act, id: number, change: ArticleChange, { version }: { version?: number } = {}): Promise<Article> {
  requirePermission(act, 'articles.write');
  const before = await lockArticle(tx, id, version);
  const { knowledgeBaseId: baseId, locale } = before;
  const texts = {
    title: change.title === undefined ? before.title : checkLine('title', change.title, titleMax),
    description: change.description === undefined ? before.description : checkLines('description', change.description, descriptionMax),
    content: change.content === undefined ? before.content : checkLines('content', change.content, contentMax),
  };
  const slug = change.slug ? checkSlug('slug', change.slug) : before.slug;
  const meta = change.meta === undefined ? JSON.stringify(before.meta) : checkMeta(change.meta);
  const position = change.position === undefined ? before.position : checkPosition(change.position);
  const categoryId = change.categoryId === undefined ? before.categoryId : change.categoryId;
  const authorId = change.authorId === undefined ? before.authorId : change.authorId;
  const isRelated = change.categoryId !== undefined || change.authorId !== undefined || change.rootId !== undefined;
  const { rootId } = isRelated ? await checkRelations(tx, act, { id, baseId, locale, categoryId, authorId, rootId: change.rootId === undefined ? before.rootId : change.rootId }) : before;
  const isWritten = texts.title !== before.title || texts.description !== before.description || texts.content !== before.content;
  const head = isWritten ? await writeRevision(tx, act, before, texts) : before.headRevision;
  await tx.run(sql`
    UPDATE articles SET slug = ${slug}, title = ${texts.title}, meta = ${meta}::jsonb, position = ${position}, category_id = ${categoryId}, root_id = ${rootId}, author_id = ${authorId},
      head_revision = ${head}, version = version + 1, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id}`).catch(slugTaken);
  await moveAddress(tx, { baseId, noun: 'article', id, from: before, to: { locale, slug } });
  if (before.status === 'published' && (rootId !== before.rootId || change.meta !== undefined)) await writeArticleSearch(tx, id);
  await appendEvents(tx, act, [{ type: 'article.changed', data: { articleId: id, knowledgeBaseId: baseId, status: before.status } }]);
  if (head !== before.headRevision || !isWritten) await writeAudit(tx, act, { action: 'article.changed', targetKind: 'article', targetId: id, detail: { revision: head } });
  return readArticle(tx, id);
}

export interface ArticleTexts { readonly title: string; readonly description: string; readonly content: string }

/** The number of the revision that holds the texts now. The article is locked. */
export async function writeRevision(tx: Tx, act: Act, { id, headRevision }: Pick<Article, 'id' | 'headRevision'>, { title, description, content }: ArticleTexts, { restoredFrom = null }: { restoredFrom?: number | null } = {}): Promise<number> {
  const since = new Date(Date.parse(act.now) - sameRevisionMs).toISOString();
  const isSame = restoredFrom === null && await tx.run(sql`
    UPDATE article_revisions SET title = ${title}, description = ${description}, content = ${content}, saved_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND article_id = ${id} AND number = ${headRevision} AND NOT is_published AND restored_from IS NULL
      AND user_id IS NOT DISTINCT FROM ${userOf(act)}::bigint AND saved_at > ${since}::timestamptz`) > 0;
  if (isSame) return headRevision;
  await tx.run(sql`
    INSERT INTO article_revisions (account_id, article_id, number, title, description, content, user_id, saved_at, restored_from)
    VALUES (${tx.accountId}, ${id}, ${headRevision + 1}, ${title}, ${description}, ${content}, ${userOf(act)}, ${act.now}, ${restoredFrom})`);
  return headRevision + 1;
}
