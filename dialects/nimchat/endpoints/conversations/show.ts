import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { fileLinks } from '../../file-links.ts';
import { messagesMax } from '../../paging.ts';
import { Conversation } from '../../schemas/conversation.ts';
import { accountOf } from '../../views/agents.ts';
import { cardOf, conversationViews } from '../../views/conversations.ts';

export const showConversation = (outside: Outside): Operation => accountOperation({
  id: 'conversations.show', method: 'GET', path: '/conversations/{conversation_id}', tag: 'Conversations', summary: 'A conversation with its messages, the newest 200',
  response: Conversation,
  async handle(call) {
    const { act, snapshot, principal, params: { conversation_id: id } } = call;
    const [account, linkTo] = [await accountOf(call), await fileLinks(outside, call)];
    return snapshot(async (tx) => {
      const { conversation } = await cardOf(tx, act, id);
      return (await conversationViews(tx, act, [conversation.id], { account, isDeployed: isDeployed(principal), linkTo }, { messagesOf: messagesMax }))[0]!;
    });
  },
});
