import type { Outside } from '#core/channels/index.ts';
import { findMessages } from '#core/desk/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { fileLinks } from '../../file-links.ts';
import { loadKept } from '../../kept.ts';
import { messagesMax, messagesPerPage } from '../../paging.ts';
import { MessageList, MessagesQuery } from '../../schemas/message.ts';
import { cardOf } from '../../views/conversations.ts';
import { messageViews } from '../../views/messages.ts';

export const listMessages = (outside: Outside): Operation => accountOperation({
  id: 'messages.list', method: 'GET', path: '/conversations/{conversation_id}/messages', tag: 'Messages', summary: 'Messages of a conversation, oldest first: the newest 200, or those beside a message',
  query: MessagesQuery, response: MessageList,
  async handle(call) {
    const { act, snapshot, principal, params: { conversation_id: id }, query: { before, after } } = call;
    const linkTo = await fileLinks(outside, call);
    return snapshot(async (tx) => {
      const { conversation, contact, labels } = await cardOf(tx, act, id);
      const page = { ...(before !== undefined && { beforeId: before }), ...(after !== undefined && { afterId: after }), limit: isDeployed(principal) ? messagesPerPage : messagesMax };
      const messages = await findMessages(tx, act, conversation.id, page);
      const views = await messageViews(tx, act, messages.map((message) => ({ conversationId: conversation.id, contact, message })), { isDeployed: isDeployed(principal), linkTo });
      if (!isDeployed(principal)) return views;
      return { meta: { labels: [...labels], additional_attributes: (await loadKept(tx, 'conversation', [conversation.id])).get(conversation.id)?.additionalAttributes ?? {} }, payload: views };
    });
  },
});
