import { saveArticle as save } from '#core/knowledge/index.ts';
import { operation } from '#http/index.ts';
import { Article, ArticleChange } from '../../schemas/knowledge.ts';
import { IdParams } from '../../schemas/shared.ts';

export const saveArticle = operation({
  id: 'articles.save',
  method: 'PATCH',
  path: '/native/v1/articles/{id}',
  tag: 'Articles',
  summary: 'What is not named stays. Texts are read by the world once they are published; slug, category and the like count at once',
  params: IdParams,
  body: ArticleChange,
  response: Article,
  handle: ({ act, change, params, body: { version, ...given } }) => change((tx) => save(tx, act, params.id, given, version === undefined ? {} : { version })),
});
