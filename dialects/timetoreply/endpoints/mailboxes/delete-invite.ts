import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { Id } from '../../schemas/id.ts';
import { Status } from '../../schemas/mailbox.ts';

export const deleteInvite = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.deleteInvite',
  method: 'DELETE',
  path: '/api/entities/agents/invite/{authentication_invite}',
  tag: 'Mailboxes',
  summary: 'Delete a mailbox invitation: its link is worth nothing any more',
  params: Type.Object({ authentication_invite: Id }),
  response: Status,
  async handle({ act, change, params }) {
    await change((tx) => ports.revokeMailboxInvite(tx, act, params.authentication_invite));
    return { status: 'Authentication invite deleted.' };
  },
});
