import { changeCategory } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { ArticleCategory, ArticleCategoryChange } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeArticleCategory = operation({
  id: 'articleCategories.change',
  method: 'PATCH',
  path: '/native/v1/article-categories/{id}',
  tag: 'Article categories',
  summary: 'What is not named stays; the slug of before leads on',
  params: IdParams,
  body: ArticleCategoryChange,
  response: ArticleCategory,
  handle: ({ act, change, params, body }) => change((tx) => changeCategory(tx, act, params.id, body)),
});
