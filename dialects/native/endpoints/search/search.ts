import { findSearchFill, loadRows, searchMessages } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { lives } from '../../schemas/conversation-filter.ts';
import { SearchQuery, SearchResult } from '../../schemas/search.ts';

export const search = operation({
  id: 'search',
  method: 'GET',
  path: '/native/v1/search',
  tag: 'Search',
  summary: 'Full-text search over all messages and notes, newest first, with operators',
  query: SearchQuery,
  response: SearchResult,
  async handle({ act, snapshot, query }) {
    const { found, conversations, fill } = await snapshot(async (tx) => {
      const result = await searchMessages(tx, act, {
        query: query.q, before: fromTimeCursor(query.cursor), isTyping: query.typing ?? false, ...(query.limit !== undefined && { limit: query.limit }),
      });
      return { found: result, conversations: await loadRows(tx, [...new Set(result.rows.map((row) => row.conversationId))]), fill: await findSearchFill(tx) };
    });
    const byId = new Map(conversations.map((row) => [row.id, row]));
    return {
      items: found.rows.flatMap((hit) => {
        const conversation = byId.get(hit.conversationId);
        const life = lives.find((one) => one === conversation?.life);
        if (!conversation || !life) return []; // deleted in this moment
        return [{
          conversationId: hit.conversationId, messageId: hit.messageId, at: hit.at, direction: hit.direction, senderName: hit.senderName, senderAddress: hit.senderAddress,
          subject: { text: hit.subject.text, marks: [...hit.subject.marks] }, headline: { text: hit.headline.text, marks: [...hit.headline.marks] },
          life, assigneeId: conversation.assigneeId,
        }];
      }),
      next: toCursor(found.next && [found.next.at, found.next.id]),
      total: found.total,
      indexing: fill,
      corrections: found.corrections.map(({ word, also }) => ({ word, also: [...also] })),
    };
  },
});
