import { InvalidInput, operation, type Operation } from '#http/index.ts';
import { parseAddresses } from '../../parse/address-list.ts';
import type { MailboxPorts } from '../../ports.ts';
import { BulkAdded } from '../../schemas/bulk-mailboxes.ts';
import { StoreBulkExchangeBody } from '../../schemas/exchange-mailboxes.ts';

export const storeBulkExchange = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.storeBulkExchange',
  method: 'POST',
  path: '/api/entities/agents/store-bulk-exchange',
  tag: 'Mailboxes',
  summary: 'Make mailboxes of these addresses, read through Exchange Web Services by a service account that may impersonate their owners: all or none',
  takesFiles: true,
  body: StoreBulkExchangeBody,
  response: BulkAdded,
  async handle({ act, change, body: { service_account_email: userName, service_account_password: secret, emails = [], emails_csv: csv } }) {
    const { outside, mailboxesMax } = ports;
    const addresses = [...emails, ...(csv ? parseAddresses('emails_csv', csv.bytes) : [])];
    if (addresses.length === 0) throw new InvalidInput([{ field: 'emails', problem: 'is required where no emails_csv is given' }]);
    const key = await outside.key();
    const { total } = await change(async (tx) => {
      await ports.setExchangeAccount(tx, act, key, { userName, secret, urlDefault: outside.exchangeUrl });
      return ports.addMailboxes(tx, act, key, 'ews', addresses.map((address) => ({ address, name: address })));
    });
    outside.wake();
    return { total, maxAgents: mailboxesMax, limitAgents: true };
  },
});
