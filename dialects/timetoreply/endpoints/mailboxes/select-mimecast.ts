import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { BulkAddresses } from '../../schemas/bulk-mailboxes.ts';
import { SelectMimecastBody } from '../../schemas/mimecast-mailboxes.ts';

export const selectMimecast = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.selectMimecast',
  method: 'POST',
  path: '/api/entities/agents/mimecast/select-bulk',
  tag: 'Mailboxes',
  summary: 'Make mailboxes of these addresses, read through Mimecast with the company\'s access: all or none. Those that are there stay as they are',
  body: SelectMimecastBody,
  response: BulkAddresses,
  async handle({ act, change, body: { emails } }) {
    const { outside } = ports;
    const key = await outside.key();
    const { addresses } = await change((tx) => ports.addMailboxes(tx, act, key, 'mimecast', emails.map((address) => ({ address, name: address }))));
    outside.wake();
    return addresses;
  },
});
