import { scheduleArticle as schedule } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Article, ArticleSchedule } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const scheduleArticle = operation({
  id: 'articles.schedule',
  method: 'POST',
  path: '/native/v1/articles/{id}/schedule',
  tag: 'Articles',
  summary: 'Publishes the newest revision of then at an instant within a year; null takes it back',
  params: IdParams,
  body: ArticleSchedule,
  response: Article,
  handle: ({ act, change, params, body: { at, ...seen } }) => change((tx) => schedule(tx, act, params.id, at, seen)),
});
