import { deleteKnowledgeBase as remove } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteKnowledgeBase = operation({
  id: 'knowledgeBases.delete',
  method: 'DELETE',
  path: '/native/v1/knowledge-bases/{id}',
  tag: 'Knowledge bases',
  summary: 'An archived site with all that is in it, for good',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
