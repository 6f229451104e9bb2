import { orderCategories } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { CategoryOrder } from '../../schemas/knowledge.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const orderArticleCategories = operation({
  id: 'articleCategories.order',
  method: 'PUT',
  path: '/native/v1/knowledge-bases/{id}/categories/order',
  tag: 'Article categories',
  summary: 'Puts all below one category, or at the top of one locale, into this order',
  status: 204,
  params: IdParams,
  body: CategoryOrder,
  response: Empty,
  async handle({ act, change, params, body }) {
    await change((tx) => orderCategories(tx, act, params.id, { ...body, parentId: body.parentId ?? null }));
    return null;
  },
});
