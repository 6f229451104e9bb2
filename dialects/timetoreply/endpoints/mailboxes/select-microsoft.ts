import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { BulkAdded, SelectMicrosoftBody } from '../../schemas/bulk-mailboxes.ts';

export const selectMicrosoft = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.selectMicrosoft',
  method: 'POST',
  path: '/api/entities/agents/microsoft/select-bulk',
  tag: 'Mailboxes',
  summary: 'Make mailboxes of these people, read through Microsoft Graph with the company\'s access: all or none. Those that are there stay as they are',
  body: SelectMicrosoftBody,
  response: BulkAdded,
  async handle({ act, change, body: { users } }) {
    const { outside, mailboxesMax } = ports;
    const key = await outside.key();
    const { total } = await change((tx) => ports.addMailboxes(tx, act, key, 'graph', users.map(({ id, mail, name }) => ({ address: mail, name, remoteUser: id }))));
    outside.wake();
    return { total, maxAgents: mailboxesMax, limitAgents: true };
  },
});
