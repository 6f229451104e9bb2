import { findKnowledgeBases } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { KnowledgeBases } from '../../schemas/knowledge.ts';

export const listKnowledgeBases = operation({
  id: 'knowledgeBases.list',
  method: 'GET',
  path: '/native/v1/knowledge-bases',
  tag: 'Knowledge bases',
  summary: 'All sites of the account, archived ones too',
  response: KnowledgeBases,
  handle: async ({ act, snapshot }) => ({ items: await snapshot((tx) => findKnowledgeBases(tx, act)), next: null }),
});
