import { unpublishArticle as unpublish } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Article, ArticleAct } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const unpublishArticle = operation({
  id: 'articles.unpublish',
  method: 'POST',
  path: '/native/v1/articles/{id}/unpublish',
  tag: 'Articles',
  summary: 'Back to a draft',
  params: IdParams,
  body: ArticleAct,
  response: Article,
  handle: ({ act, change, params, body }) => change((tx) => unpublish(tx, act, params.id, body)),
});
