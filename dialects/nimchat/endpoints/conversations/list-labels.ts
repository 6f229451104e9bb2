import { accountOperation } from '../../account-operation.ts';
import { Labels } from '../../schemas/conversation.ts';
import { cardOf } from '../../views/conversations.ts';

export const listConversationLabels = accountOperation({
  id: 'conversations.labels.list', method: 'GET', path: '/conversations/{conversation_id}/labels', tag: 'Conversations', summary: 'Labels of a conversation',
  response: Labels,
  handle: ({ act, snapshot, params: { conversation_id: id } }) => snapshot(async (tx) => ({ payload: [...(await cardOf(tx, act, id)).labels] })),
});
