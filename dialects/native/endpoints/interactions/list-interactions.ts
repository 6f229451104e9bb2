import { listInteractions as findInteractions } from '#core/interactions/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { InteractionPage, InteractionQuery, type InteractionSummary } from '../../schemas/interactions.ts';

export const listInteractions = operation({
  id: 'interactions.list', method: 'GET', path: '/native/v1/interactions', tag: 'Calls and chats', summary: 'Calls and chats, newest first', query: InteractionQuery, response: InteractionPage,
  async handle({ act, snapshot, query: { cursor, limit, ...filter } }) {
    const { rows, next } = await snapshot((tx) => findInteractions(tx, act, filter, { beforeId: fromIdCursor(cursor), limit: limit ?? 25 }));
    return { items: rows as InteractionSummary[], next: toCursor(next === null ? null : [next]) };
  },
});
