import { getKnowledgeBase as get } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { KnowledgeBase } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getKnowledgeBase = operation({
  id: 'knowledgeBases.get',
  method: 'GET',
  path: '/native/v1/knowledge-bases/{id}',
  tag: 'Knowledge bases',
  summary: 'A site',
  params: IdParams,
  response: KnowledgeBase,
  handle: ({ act, snapshot, params }) => snapshot((tx) => get(tx, act, params.id)),
});
