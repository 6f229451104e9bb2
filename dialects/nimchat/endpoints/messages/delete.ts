import type { Outside } from '#core/channels/index.ts';
import { deleteMessage as remove } from '#core/conversations/index.ts';
import { getMessage } from '#core/desk/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { fileLinks } from '../../file-links.ts';
import { Message } from '../../schemas/message.ts';
import { cardOf } from '../../views/conversations.ts';
import { messageViews } from '../../views/messages.ts';

/** The document's sample shows a person here, which is a slip of it: the answer is the message as it is now. */
export const deleteMessage = (outside: Outside): Operation => accountOperation({
  id: 'messages.delete', method: 'DELETE', path: '/conversations/{conversation_id}/messages/{message_id}', tag: 'Messages', summary: 'Delete a message and its attachments',
  response: Message,
  async handle(call) {
    const { act, change, principal, params: { conversation_id: id, message_id: messageId } } = call;
    const linkTo = await fileLinks(outside, call);
    return change(async (tx) => {
      await remove(tx, act, id, messageId);
      const { conversation, contact } = await cardOf(tx, seesAll(act), id);
      const message = await getMessage(tx, seesAll(act), conversation.id, messageId);
      return (await messageViews(tx, act, [{ conversationId: conversation.id, contact, message }], { isDeployed: isDeployed(principal), linkTo }))[0]!;
    });
  },
});
