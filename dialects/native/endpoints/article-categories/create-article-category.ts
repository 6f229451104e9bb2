import { createCategory } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { ArticleCategory, NewArticleCategory } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const createArticleCategory = operation({
  id: 'articleCategories.create',
  method: 'POST',
  path: '/native/v1/knowledge-bases/{id}/categories',
  tag: 'Article categories',
  summary: 'A category in one locale',
  status: 201,
  params: IdParams,
  body: NewArticleCategory,
  response: ArticleCategory,
  handle: ({ act, change, params, body }) => change((tx) => createCategory(tx, act, params.id, body)),
});
