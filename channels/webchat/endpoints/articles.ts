import { findFirstPublicBase, searchPublished } from '#core/knowledge/index.ts';
import type { Operation } from '#http/index.ts';
import { Articles, ArticlesQuery } from '../schemas.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { visitorOperation } from '../widget-operation.ts';

const hitsMax = 10;

/** Published articles of the account's first site. Without one nothing is found, and the widget shows no search. */
export const searchArticles = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.articles', method: 'GET', path: '/articles', summary: 'Articles of the help centre', brake: 'other', query: ArticlesQuery, response: Articles,
  async handle({ call: { query, head }, change }) {
    if (query.q.trim() === '') return { items: [] };
    return change(async (tx) => {
      const base = await findFirstPublicBase(tx);
      if (base === null) return { items: [] };
      const language = (query.language ?? '').toLowerCase();
      const locale = base.locales.find((one) => one.toLowerCase() === language) ?? base.locales.find((one) => one.toLowerCase().split('-')[0] === language.split('-')[0]) ?? base.defaultLocale;
      const { hits } = await searchPublished(tx, base.id, { query: query.q, locale, fallbackLocale: base.defaultLocale, limit: hitsMax });
      return { items: hits.map((hit) => ({ title: hit.title.text, url: `${head.base}/hc/${base.slug}/${hit.locale}/articles/${encodeURIComponent(hit.slug)}`, excerpt: hit.excerpt.text })) };
    });
  },
});
