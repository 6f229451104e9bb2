import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { ItHelpBody, Status } from '../../schemas/mailbox.ts';

export const askItHelp = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.itHelp',
  method: 'POST',
  path: '/api/entities/agents/it-help',
  tag: 'Mailboxes',
  summary: 'Ask a technician by mail for help with connecting mailboxes',
  status: 202,
  body: ItHelpBody,
  response: Status,
  async handle({ act, change, database, body: { name, email, message }, head: { base } }) {
    const { house } = ports.outside;
    await ports.mayAskItHelp(database, act, house);
    await change((tx) => ports.askItHelp(tx, act, { name, address: email, message: message ?? null }, { house, base }));
    return { status: 'Email Sent successfully' };
  },
});
