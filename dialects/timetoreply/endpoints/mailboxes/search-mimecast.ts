import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { renderNamedUser } from '../../render/mail-user.ts';
import { MimecastUsers, SearchMimecastBody } from '../../schemas/mimecast-mailboxes.ts';
import { findPotential } from './find-potential.ts';

export const searchMimecast = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.searchMimecast',
  method: 'POST',
  path: '/api/entities/agents/mimecast/search-agents',
  tag: 'Mailboxes',
  summary: 'The same whose address begins with the search string',
  body: SearchMimecastBody,
  response: MimecastUsers,
  async handle(call) {
    const { search = '' } = call.body;
    return (await findPotential(ports, call, 'mimecast', search === '' ? null : search)).map(renderNamedUser);
  },
});
