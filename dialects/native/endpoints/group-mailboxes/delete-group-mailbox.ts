import { deleteGroupMailbox as remove } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteGroupMailbox = operation({
  id: 'groupMailboxes.delete',
  method: 'DELETE',
  path: '/native/v1/group-mailboxes/{id}',
  tag: 'Channels',
  summary: 'The group mailbox goes; its members, channels and mail stay',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
