import { sql, type Tx } from '#storage/index.ts';
import { articleWords } from './article-words.ts';
import { markdownText } from './markdown-text.ts';

interface Published { readonly baseId: number; readonly groupId: number; readonly locale: string; readonly meta: Readonly<Record<string, unknown>>; readonly title: string | null; readonly description: string | null; readonly content: string | null }

/** In the transaction that changes what the world reads of an article: what search finds follows. The article is locked. */
export async function writeArticleSearch(tx: Tx, id: number): Promise<void> {
  const { baseId, groupId, locale, meta, title, description, content } = await tx.one(sql<Published>`
    SELECT a.knowledge_base_id AS "baseId", coalesce(a.root_id, a.id) AS "groupId", a.locale, a.meta, r.title, r.description, r.content
    FROM articles a LEFT JOIN article_revisions r ON r.account_id = a.account_id AND r.article_id = a.id AND r.number = a.published_revision AND a.kind = 'article'
    WHERE a.account_id = ${tx.accountId} AND a.id = ${id}`);
  if (title === null) return write(tx, { id, baseId, groupId, locale, title: '', body: '', words: null });
  const body = markdownText(content ?? '');
  await write(tx, {
    id, baseId, groupId, locale, title, body: [description, body].filter(Boolean).join('\n'),
    words: articleWords({ title, description: description ?? '', tags: tagsOf(meta), body }),
  });
}

/** Before the article goes. */
export async function removeArticleSearch(tx: Tx, { id, knowledgeBaseId, rootId, locale }: { id: number; knowledgeBaseId: number; rootId: number | null; locale: string }): Promise<void> {
  await write(tx, { id, baseId: knowledgeBaseId, groupId: rootId ?? id, locale, title: '', body: '', words: null });
}

async function write(tx: Tx, { id, baseId, groupId, locale, title, body, words }: { id: number; baseId: number; groupId: number; locale: string; title: string; body: string; words: string | null }): Promise<void> {
  await tx.one(sql<object>`SELECT write_article_search(${tx.accountId}, ${id}, ${baseId}, ${groupId}, ${locale}, ${title}, ${body}, ${words})`);
}

/** Words that stand beside an article to be found by: `tags`, and what pages are described with. */
function tagsOf({ tags, description }: Readonly<Record<string, unknown>>): string {
  const words = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
  return [...words, typeof description === 'string' ? description : ''].join(' ').slice(0, 5_000);
}
