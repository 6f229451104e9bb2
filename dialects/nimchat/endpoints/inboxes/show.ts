import { getChannel } from '#core/channels/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Inbox } from '../../schemas/inbox.ts';
import { inboxOf } from '../../views/inboxes.ts';

export const showInbox = accountOperation({
  id: 'inboxes.show', method: 'GET', path: '/inboxes/{id}', tag: 'Inboxes', summary: 'One inbox',
  response: Inbox,
  handle: ({ act, head, snapshot, params: { id } }) => snapshot(async (tx) => {
    await getChannel(tx, act, id);
    return inboxOf(tx, act, id, head.base);
  }),
});
