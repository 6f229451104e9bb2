import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { renderNamedUser } from '../../render/mail-user.ts';
import { MimecastUsers } from '../../schemas/mimecast-mailboxes.ts';
import { findPotential } from './find-potential.ts';

export const loadMimecast = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.loadMimecast',
  method: 'GET',
  path: '/api/entities/agents/mimecast/load-bulk-agents',
  tag: 'Mailboxes',
  summary: 'Addresses of the company\'s Mimecast that have no mailbox here yet; asked for anew each time',
  response: MimecastUsers,
  async handle(call) {
    return (await findPotential(ports, call, 'mimecast', null)).map(renderNamedUser);
  },
});
