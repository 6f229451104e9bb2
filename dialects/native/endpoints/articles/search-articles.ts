import { getKnowledgeBase, searchArticles as search } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { renderHeadline } from '../../render/headline.ts';
import { ArticleSearch, ArticleSearchQuery } from '../../schemas/knowledge.ts';

export const searchArticles = operation({
  id: 'articles.search',
  method: 'GET',
  path: '/native/v1/articles/search',
  tag: 'Articles',
  summary: 'What the site finds among published articles, the best first: words and their beginnings, typing errors forgiven',
  query: ArticleSearchQuery,
  response: ArticleSearch,
  handle: ({ act, snapshot, query: { knowledgeBaseId, q, locale, limit = 20 } }) => snapshot(async (tx) => {
    const { defaultLocale } = await getKnowledgeBase(tx, act, knowledgeBaseId);
    const { hits, corrections } = await search(tx, act, knowledgeBaseId, { query: q, locale: locale ?? defaultLocale, fallbackLocale: defaultLocale, limit });
    return { items: hits.map((hit) => ({ ...hit, title: renderHeadline(hit.title), excerpt: renderHeadline(hit.excerpt) })), next: null, corrections: corrections.map(({ word, also }) => ({ word, also: [...also] })) };
  }),
});
