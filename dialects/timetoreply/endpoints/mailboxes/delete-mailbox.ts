import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { Id } from '../../schemas/id.ts';
import { Status } from '../../schemas/mailbox.ts';

export const deleteMailbox = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.delete',
  method: 'DELETE',
  path: '/api/entities/agents/{id}',
  tag: 'Mailboxes',
  summary: 'Delete a mailbox: it is read no more and its credentials are forgotten; what it held stays',
  params: Type.Object({ id: Id }),
  response: Status,
  async handle({ act, change, params: { id } }) {
    await change((tx) => ports.removePersonMailbox(tx, act, id));
    return { status: 'Agent deletion complete.' };
  },
});
