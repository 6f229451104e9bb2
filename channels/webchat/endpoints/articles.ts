import type { Operation } from '#http/index.ts';
import { Articles, ArticlesQuery } from '../schemas.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { visitorOperation } from '../widget-operation.ts';

/** Through a port that the server fills where there is a help centre; without one nothing is found, and the widget shows no search. */
export const searchArticles = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.articles', method: 'GET', path: '/articles', summary: 'Articles of the help centre', brake: 'other', query: ArticlesQuery, response: Articles,
  async handle({ call: { query }, visitor }) {
    if (deps.searchArticles === null || query.q.trim() === '') return { items: [] };
    const found = await deps.searchArticles(visitor.accountId, { words: query.q, language: query.language ?? 'en' });
    return { items: found.slice(0, 10).map(({ title, url, excerpt }) => ({ title, url, excerpt })) };
  },
});
