import { changeKnowledgeBase as change } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { KnowledgeBase, KnowledgeBaseChange } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeKnowledgeBase = operation({
  id: 'knowledgeBases.change',
  method: 'PATCH',
  path: '/native/v1/knowledge-bases/{id}',
  tag: 'Knowledge bases',
  summary: 'What is not named stays; the slug of before leads on',
  params: IdParams,
  body: KnowledgeBaseChange,
  response: KnowledgeBase,
  handle: ({ act, change: within, params, body }) => within((tx) => change(tx, act, params.id, body)),
});
