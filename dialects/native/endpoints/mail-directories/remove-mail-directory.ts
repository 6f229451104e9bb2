import { removeMailDirectory as remove } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { MailDirectoryParams } from '../../schemas/mail-directories.ts';
import { Empty } from '../../schemas/shared.ts';

export const removeMailDirectory = operation({
  id: 'mailDirectories.remove',
  method: 'DELETE',
  path: '/native/v1/mail-directories/{protocol}',
  tag: 'Channels',
  summary: 'Forgets the company\'s access to a mail service and its secret. Mailboxes that were read with it cannot be read any more',
  status: 204,
  params: MailDirectoryParams,
  response: Empty,
  async handle({ act, change, params: { protocol } }) {
    await change((tx) => remove(tx, act, protocol));
    return null;
  },
});
