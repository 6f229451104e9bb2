import { deleteArticle as remove } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteArticle = operation({
  id: 'articles.delete',
  method: 'DELETE',
  path: '/native/v1/articles/{id}',
  tag: 'Articles',
  summary: 'For good, with revisions, views and feedback',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
