import { archiveArticle as archive } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Article, ArticleAct } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const archiveArticle = operation({
  id: 'articles.archive',
  method: 'POST',
  path: '/native/v1/articles/{id}/archive',
  tag: 'Articles',
  summary: 'Kept, and shown to nobody outside',
  params: IdParams,
  body: ArticleAct,
  response: Article,
  handle: ({ act, change, params, body }) => change((tx) => archive(tx, act, params.id, body)),
});
