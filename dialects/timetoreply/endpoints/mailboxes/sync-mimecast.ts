import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { Status } from '../../schemas/mailbox.ts';
import { findPotential } from './find-potential.ts';

export const syncMimecast = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.syncMimecast',
  method: 'POST',
  path: '/api/entities/agents/mimecast/force-sync-agents',
  tag: 'Mailboxes',
  summary: 'Ask Mimecast for its addresses now. No list is kept here that could be old, so nothing is stored: the answer says how many wait to be added, or what is wrong with the access',
  response: Status,
  async handle(call) {
    const { length } = await findPotential(ports, call, 'mimecast', null);
    return { status: `Mimecast has ${length} potential ${length === 1 ? 'mailbox' : 'mailboxes'}.` };
  },
});
