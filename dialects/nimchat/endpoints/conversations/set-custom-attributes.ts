import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { loadKept } from '../../kept.ts';
import { mergeCustomAttributes } from '../../parse/custom-attributes.ts';
import { Attributes, AttributesInput } from '../../schemas/conversation.ts';
import { cardOf } from '../../views/conversations.ts';

export const setConversationCustomAttributes = accountOperation({
  id: 'conversations.custom-attributes', method: 'POST', path: '/conversations/{conversation_id}/custom_attributes', tag: 'Conversations', summary: 'Merge custom attributes; null takes one away',
  body: AttributesInput, response: Attributes,
  handle: ({ act, change, params: { conversation_id: id }, body: { custom_attributes: given } }) => change(async (tx) => {
    requirePermission(act, 'conversations.label');
    const { conversation } = await cardOf(tx, seesAll(act), id);
    await mergeCustomAttributes(tx, act, 'conversation', conversation.id, given);
    const kept = (await loadKept(tx, 'conversation', [conversation.id])).get(conversation.id)?.customAttributes;
    return { custom_attributes: { ...kept, ...(await cardOf(tx, seesAll(act), conversation.id)).attributes } };
  }),
});
