import { findArticles } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { ArticleRows, ArticlesQuery } from '../../schemas/knowledge.ts';

export const listArticles = operation({
  id: 'articles.list',
  method: 'GET',
  path: '/native/v1/articles',
  tag: 'Articles',
  summary: 'Articles of a site, the last changed first',
  query: ArticlesQuery,
  response: ArticleRows,
  async handle({ act, snapshot, query: { cursor, limit = 25, ...filter } }) {
    const rows = await snapshot((tx) => findArticles(tx, act, filter, { limit: limit + 1, before: fromTimeCursor(cursor) }));
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit), next: last ? toCursor([last.updatedAt, last.id]) : null };
  },
});
