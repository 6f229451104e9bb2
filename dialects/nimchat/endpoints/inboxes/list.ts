import { Type } from '@sinclair/typebox';
import { findChannels } from '#core/channels/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { Inbox } from '../../schemas/inbox.ts';
import { Closed, Either } from '../../schemas/wire.ts';
import { inboxesById } from '../../views/inboxes.ts';

export const listInboxes = accountOperation({
  id: 'inboxes.list', method: 'GET', path: '/inboxes', tag: 'Inboxes', summary: 'Inboxes of the account',
  response: Either(Type.Array(Inbox), Closed({ payload: Type.Array(Inbox) })),
  handle: ({ act, head, snapshot, principal }) => snapshot(async (tx) => {
    await findChannels(tx, act);
    const inboxes = [...(await inboxesById(tx, act, head.base)).values()].map(({ inbox }) => inbox);
    return isDeployed(principal) ? { payload: inboxes } : inboxes;
  }),
});
