import { findRatingsOf } from '#core/ratings/index.ts';
import { operation } from '#http/index.ts';
import { Ratings } from '../../schemas/ratings.ts';
import { IdParams } from '../../schemas/shared.ts';

export const listConversationRatings = operation({
  id: 'conversations.listRatings', method: 'GET', path: '/native/v1/conversations/{id}/ratings', tag: 'Ratings', summary: 'What the customer said of a conversation, newest first',
  params: IdParams, response: Ratings,
  handle: async ({ act, snapshot, params: { id } }) => ({ items: await snapshot((tx) => findRatingsOf(tx, act, id)), next: null }),
});
