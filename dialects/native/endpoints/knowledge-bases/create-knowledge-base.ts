import { createKnowledgeBase as create } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { KnowledgeBase, NewKnowledgeBase } from '../../schemas/knowledge.ts';

export const createKnowledgeBase = operation({
  id: 'knowledgeBases.create',
  method: 'POST',
  path: '/native/v1/knowledge-bases',
  tag: 'Knowledge bases',
  summary: 'A site; 409 where slug or host name is another site\'s',
  status: 201,
  body: NewKnowledgeBase,
  response: KnowledgeBase,
  handle: ({ act, change, body }) => change((tx) => create(tx, act, body)),
});
