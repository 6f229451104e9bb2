import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { renderNamedUser } from '../../render/mail-user.ts';
import { GmailUsers } from '../../schemas/bulk-mailboxes.ts';
import { findPotential } from './find-potential.ts';

export const loadGmail = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.loadGmail',
  method: 'GET',
  path: '/api/entities/agents/gmail/load-bulk-agents',
  tag: 'Mailboxes',
  summary: 'People of the company\'s Google Workspace who have no mailbox here yet',
  response: GmailUsers,
  async handle(call) {
    return (await findPotential(ports, call, 'gmail', null)).map(renderNamedUser);
  },
});
