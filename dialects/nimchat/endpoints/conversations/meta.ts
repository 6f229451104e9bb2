import { countByAssignee } from '#core/desk/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { whereOf } from '../../parse/conversation-list.ts';
import { renderMeta } from '../../render/meta.ts';
import { ConversationMeta, MetaQuery } from '../../schemas/conversation.ts';

export const conversationMeta = accountOperation({
  id: 'conversations.meta', method: 'GET', path: '/conversations/meta', tag: 'Conversations', summary: 'How many conversations, each count exact up to 10,000',
  query: MetaQuery, response: ConversationMeta,
  handle: ({ act, snapshot, query }) => snapshot(async (tx) => ({ meta: renderMeta(await countByAssignee(tx, act, await whereOf(tx, act, query))) })),
});
