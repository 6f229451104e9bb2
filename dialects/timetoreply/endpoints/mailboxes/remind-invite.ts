import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { Id } from '../../schemas/id.ts';
import { Status } from '../../schemas/mailbox.ts';

export const remindInvite = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.remind',
  method: 'PATCH',
  path: '/api/entities/agents/remind/{authentication_invite}',
  tag: 'Mailboxes',
  summary: 'Mail an invitation again, with a link that is good for 48 hours from now; at most every ten minutes',
  params: Type.Object({ authentication_invite: Id }),
  response: Status,
  async handle({ act, change, params, head: { base } }) {
    await change((tx) => ports.remindMailboxInvite(tx, act, params.authentication_invite, { house: ports.outside.house, base }));
    return { status: 'Please check the inbox (and spam folder) of the mailbox you just added. Click on the link in the email to grant access to timetoreply so that we can start measuring your email reply times.' };
  },
});
