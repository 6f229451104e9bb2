import { setMailDirectory as set, type Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { MailDirectoryInput, MailDirectoryParams } from '../../schemas/mail-directories.ts';
import { Empty } from '../../schemas/shared.ts';

export const setMailDirectory = ({ key, wake }: Pick<Outside, 'key' | 'wake'>): Operation => operation({
  id: 'mailDirectories.set',
  method: 'PUT',
  path: '/native/v1/mail-directories/{protocol}',
  tag: 'Channels',
  summary: 'Sets the company\'s access to a mail service. The secret is sealed and shown to nobody again; mailboxes that are read with it are read with the new one',
  status: 204,
  params: MailDirectoryParams,
  body: MailDirectoryInput,
  response: Empty,
  async handle({ act, change, params: { protocol }, body }) {
    const secretKey = await key();
    await change((tx) => set(tx, act, secretKey, protocol, body));
    wake();
    return null;
  },
});
