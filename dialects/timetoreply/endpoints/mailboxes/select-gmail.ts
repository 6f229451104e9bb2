import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { BulkAddresses, SelectGmailBody } from '../../schemas/bulk-mailboxes.ts';

export const selectGmail = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.selectGmail',
  method: 'POST',
  path: '/api/entities/agents/gmail/select-bulk',
  tag: 'Mailboxes',
  summary: 'Make mailboxes of these people, read through the Gmail API with the company\'s access: all or none. Those that are there stay as they are',
  body: SelectGmailBody,
  response: BulkAddresses,
  async handle({ act, change, body: { users } }) {
    const { outside } = ports;
    const key = await outside.key();
    const { addresses } = await change((tx) => ports.addMailboxes(tx, act, key, 'gmail', users.map(({ email, name }) => ({ address: email, name }))));
    outside.wake();
    return addresses;
  },
});
