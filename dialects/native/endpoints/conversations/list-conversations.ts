import { resolveContactId } from '#core/contacts/index.ts';
import { findConversationRows, findRowsById } from '#core/desk/index.ts';
import { invalid } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { toCoreFilter } from '../../parse/conversation-filter.ts';
import { renderRow } from '../../render/conversation-row.ts';
import { ConversationPage, ConversationQuery } from '../../schemas/conversation.ts';

export const listConversations = operation({
  id: 'conversations.list',
  method: 'GET',
  path: '/native/v1/conversations',
  tag: 'Conversations',
  summary: 'Conversations under filters that must all hold, by key, newest or longest waiting first',
  query: ConversationQuery,
  response: ConversationPage,
  async handle({ act, database, query }) {
    const { sort, cursor, limit, ids, ...filter } = query;
    if (ids !== undefined) {
      if (Object.keys(query).length > 1) throw invalid('ids', 'stands alone', 'filter-wrong');
      const found = await database.withAccount(act.accountId, (tx) => findRowsById(tx, act, ids), { readOnly: true });
      return { items: found.map(renderRow), next: null };
    }
    const { rows, next } = await database.withAccount(act.accountId, async (tx) => {
      const { contactId, ...others } = toCoreFilter(filter);
      const wanted = contactId === undefined ? others : { ...others, contactId: await resolveContactId(tx, contactId) };
      return findConversationRows(tx, act, wanted, { after: fromTimeCursor(cursor), ...(sort && { sort }), ...(limit !== undefined && { limit }) });
    }, { readOnly: true });
    return { items: rows.map(renderRow), next: toCursor(next && [next.at, next.id]) };
  },
});
