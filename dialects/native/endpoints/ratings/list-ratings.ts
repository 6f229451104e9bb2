import { findRatings } from '#core/ratings/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { Ratings, RatingsQuery } from '../../schemas/ratings.ts';

export const listRatings = operation({
  id: 'ratings.list', method: 'GET', path: '/native/v1/ratings', tag: 'Ratings', summary: 'The rows behind the figures, newest first',
  query: RatingsQuery, response: Ratings,
  async handle({ act, snapshot, query: { cursor, limit = 25, ...filter } }) {
    const before = fromIdCursor(cursor);
    const rows = await snapshot((tx) => findRatings(tx, act, filter, { limit: limit + 1, ...(before !== null && { beforeId: before }) }));
    const page = rows.slice(0, limit);
    return { items: page, next: rows.length > limit ? toCursor([page.at(-1)!.messageId]) : null };
  },
});
