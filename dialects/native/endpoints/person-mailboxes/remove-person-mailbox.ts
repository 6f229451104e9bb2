import { removePersonMailbox as remove } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const removePersonMailbox = operation({
  id: 'personMailboxes.remove',
  method: 'DELETE',
  path: '/native/v1/person-mailboxes/{id}',
  tag: 'Mailboxes',
  summary: 'It is read no more and its secrets are forgotten; what it held stays',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params: { id } }) {
    await change((tx) => remove(tx, act, id));
    return null;
  },
});
