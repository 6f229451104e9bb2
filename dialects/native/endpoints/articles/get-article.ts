import { findTranslations, getArticle as get, getArticleReport } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { ArticleDetail } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getArticle = operation({
  id: 'articles.get',
  method: 'GET',
  path: '/native/v1/articles/{id}',
  tag: 'Articles',
  summary: 'An article with the texts of its newest revision, its translations and how often it was read',
  params: IdParams,
  response: ArticleDetail,
  handle: ({ act, snapshot, params }) => snapshot(async (tx) => {
    const article = await get(tx, act, params.id);
    return { ...article, translations: await findTranslations(tx, act, article), viewsByDay: [...(await getArticleReport(tx, act, article.id)).days] };
  }),
});
