import { deleteCategory } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteArticleCategory = operation({
  id: 'articleCategories.delete',
  method: 'DELETE',
  path: '/native/v1/article-categories/{id}',
  tag: 'Article categories',
  summary: 'What is below it, articles too, moves up to where it hung',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => deleteCategory(tx, act, params.id));
    return null;
  },
});
