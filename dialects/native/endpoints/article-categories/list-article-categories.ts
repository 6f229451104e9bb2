import { findCategories } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { ArticleCategories } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const listArticleCategories = operation({
  id: 'articleCategories.list',
  method: 'GET',
  path: '/native/v1/knowledge-bases/{id}/categories',
  tag: 'Article categories',
  summary: 'All of a site; the tree follows from parentId and position',
  params: IdParams,
  response: ArticleCategories,
  handle: async ({ act, snapshot, params }) => ({ items: await snapshot((tx) => findCategories(tx, act, params.id)), next: null }),
});
