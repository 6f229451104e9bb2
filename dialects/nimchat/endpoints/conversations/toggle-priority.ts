import { changeConversation } from '#core/conversations/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { priorityNumbers } from '../../parse/priority.ts';
import { PriorityInput } from '../../schemas/conversation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const togglePriority = accountOperation({
  id: 'conversations.toggle-priority', method: 'POST', path: '/conversations/{conversation_id}/toggle_priority', tag: 'Conversations', summary: 'Set the priority',
  body: PriorityInput, response: Nothing,
  handle: ({ act, change, params: { conversation_id: id }, body: { priority } }) => change(async (tx) => {
    await changeConversation(tx, act, id, { priority: priorityNumbers[priority ?? 'none'] });
    return null;
  }),
});
