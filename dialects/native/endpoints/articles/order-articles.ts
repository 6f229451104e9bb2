import { orderArticles as order } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { ArticleOrder } from '../../schemas/knowledge.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const orderArticles = operation({
  id: 'articles.order',
  method: 'PUT',
  path: '/native/v1/knowledge-bases/{id}/articles/order',
  tag: 'Articles',
  summary: 'Puts all articles of one category, or those of one locale in none, into this order',
  status: 204,
  params: IdParams,
  body: ArticleOrder,
  response: Empty,
  async handle({ act, change, params, body }) {
    await change((tx) => order(tx, act, params.id, { ...body, categoryId: body.categoryId ?? null }));
    return null;
  },
});
