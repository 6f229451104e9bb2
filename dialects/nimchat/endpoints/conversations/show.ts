import { accountOperation, isDeployed } from '../../account-operation.ts';
import { messagesMax } from '../../paging.ts';
import { Conversation } from '../../schemas/conversation.ts';
import { accountOf } from '../../views/agents.ts';
import { cardOf, conversationViews } from '../../views/conversations.ts';

export const showConversation = accountOperation({
  id: 'conversations.show', method: 'GET', path: '/conversations/{conversation_id}', tag: 'Conversations', summary: 'A conversation with its messages, the newest 200',
  response: Conversation,
  async handle(call) {
    const { act, snapshot, principal, params: { conversation_id: id } } = call;
    const account = await accountOf(call);
    return snapshot(async (tx) => {
      const { conversation } = await cardOf(tx, act, id);
      return (await conversationViews(tx, act, [conversation.id], { account, isDeployed: isDeployed(principal) }, { messagesOf: messagesMax }))[0]!;
    });
  },
});
