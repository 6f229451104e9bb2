import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { renderMicrosoftUser } from '../../render/mail-user.ts';
import { MicrosoftUsers } from '../../schemas/bulk-mailboxes.ts';
import { findPotential } from './find-potential.ts';

export const loadMicrosoft = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.loadMicrosoft',
  method: 'GET',
  path: '/api/entities/agents/microsoft/load-bulk-agents',
  tag: 'Mailboxes',
  summary: 'People of the company\'s Microsoft 365 who have no mailbox here yet',
  response: MicrosoftUsers,
  async handle(call) {
    return (await findPotential(ports, call, 'graph', null)).map(renderMicrosoftUser);
  },
});
