import { changeHandler, changeLife } from '#core/conversations/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { instantOf } from '../../parse/instant.ts';
import { statusOf } from '../../parse/status.ts';
import { StatusChanged, StatusInput } from '../../schemas/conversation.ts';
import { cardOf } from '../../views/conversations.ts';

export const toggleStatus = accountOperation({
  id: 'conversations.toggle-status', method: 'POST', path: '/conversations/{conversation_id}/toggle_status', tag: 'Conversations', summary: 'Set the status, or toggle between open and resolved',
  body: StatusInput, response: StatusChanged,
  handle: ({ act, change, params: { conversation_id: id }, body }) => change(async (tx) => {
    requirePermission(act, 'conversations.close');
    const reader = seesAll(act);
    const status = body.status ?? (statusOf((await cardOf(tx, reader, id)).conversation) === 'open' ? 'resolved' : 'open');
    if (status === 'snoozed') await changeLife(tx, act, [id], { life: 'snoozed', snoozedUntil: instantOf(body.snoozed_until, 'snoozed_until') });
    else await changeLife(tx, act, [id], { life: status === 'resolved' ? 'resolved' : 'open' });
    if (status === 'open' || status === 'pending') await changeHandler(tx, act, id, status === 'pending' ? 'bot' : 'person');
    const { conversation } = await cardOf(tx, reader, id);
    return { meta: {}, payload: { success: true, current_status: statusOf(conversation), conversation_id: conversation.id } };
  }),
});
