import { findRevisions } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Revisions } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const listRevisions = operation({
  id: 'articleRevisions.list',
  method: 'GET',
  path: '/native/v1/articles/{id}/revisions',
  tag: 'Articles',
  summary: 'The newest 200, newest first',
  params: IdParams,
  response: Revisions,
  handle: async ({ act, snapshot, params }) => ({ items: await snapshot((tx) => findRevisions(tx, act, params.id)), next: null }),
});
