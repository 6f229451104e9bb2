import { findFeedback } from '#core/knowledge/index.ts';
import { InvalidInput, operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { FeedbackList, FeedbackQuery } from '../../schemas/knowledge.ts';

export const listArticleFeedback = operation({
  id: 'articleFeedback.list',
  method: 'GET',
  path: '/native/v1/article-feedback',
  tag: 'Articles',
  summary: 'What readers said, the latest first: of a site, or of one article',
  query: FeedbackQuery,
  response: FeedbackList,
  async handle({ act, snapshot, query: { cursor, limit = 25, knowledgeBaseId, articleId, ...filter } }) {
    if ((knowledgeBaseId === undefined) === (articleId === undefined)) throw new InvalidInput([{ field: 'articleId', problem: 'must be given, or knowledgeBaseId, not both' }]);
    const rows = await snapshot((tx) => findFeedback(tx, act, articleId === undefined ? { knowledgeBaseId: knowledgeBaseId! } : { articleId }, { ...filter, limit: limit + 1, before: fromTimeCursor(cursor) }));
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit), next: last ? toCursor([last.at, last.id]) : null };
  },
});
