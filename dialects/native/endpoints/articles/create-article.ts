import { createArticle as create } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Article, NewArticle } from '../../schemas/knowledge.ts';

export const createArticle = operation({
  id: 'articles.create',
  method: 'POST',
  path: '/native/v1/articles',
  tag: 'Articles',
  summary: 'A draft; 409 where its slug is taken',
  status: 201,
  body: NewArticle,
  response: Article,
  handle: ({ act, change, body: { knowledgeBaseId, ...input } }) => change((tx) => create(tx, act, knowledgeBaseId, input)),
});
