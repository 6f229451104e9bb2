import { restoreRevision as restore } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Article, ArticleAct, RevisionParams } from '../../schemas/knowledge.ts';

export const restoreRevision = operation({
  id: 'articleRevisions.restore',
  method: 'POST',
  path: '/native/v1/articles/{id}/revisions/{number}/restore',
  tag: 'Articles',
  summary: 'Makes its texts the newest revision; nothing is lost',
  params: RevisionParams,
  body: ArticleAct,
  response: Article,
  handle: ({ act, change, params, body }) => change((tx) => restore(tx, act, params.id, params.number, body)),
});
