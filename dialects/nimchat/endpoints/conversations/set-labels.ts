import { setConversationLabels as set } from '#core/conversations/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Labels, LabelsInput } from '../../schemas/conversation.ts';
import { cardOf } from '../../views/conversations.ts';

export const setConversationLabels = accountOperation({
  id: 'conversations.labels.set', method: 'POST', path: '/conversations/{conversation_id}/labels', tag: 'Conversations', summary: 'Make exactly these the labels of a conversation',
  body: LabelsInput, response: Labels,
  handle: ({ act, change, params: { conversation_id: id }, body: { labels } }) => change(async (tx) => {
    await set(tx, act, id, labels);
    return { payload: [...(await cardOf(tx, seesAll(act), id)).labels] };
  }),
});
