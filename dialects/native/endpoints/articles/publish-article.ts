import { publishArticle as publish } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Article, ArticleAct } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const publishArticle = operation({
  id: 'articles.publish',
  method: 'POST',
  path: '/native/v1/articles/{id}/publish',
  tag: 'Articles',
  summary: 'The newest revision is what the world reads from now on',
  params: IdParams,
  body: ArticleAct,
  response: Article,
  handle: ({ act, change, params, body }) => change((tx) => publish(tx, act, params.id, body)),
});
