import { findMailDirectories } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { MailDirectories } from '../../schemas/mail-directories.ts';

export const listMailDirectories = operation({
  id: 'mailDirectories.list',
  method: 'GET',
  path: '/native/v1/mail-directories',
  tag: 'Channels',
  summary: 'The company\'s access to its mail services, without the secrets',
  response: MailDirectories,
  async handle({ act, snapshot }) {
    return { items: await snapshot((tx) => findMailDirectories(tx, act)) };
  },
});
