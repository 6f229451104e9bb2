import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts, MailboxProtocol } from '../../ports.ts';
import { InviteBody, Invited } from '../../schemas/mailbox.ts';

const protocols: Readonly<Record<1 | 2 | 3 | 4 | 5, MailboxProtocol>> = { 1: 'gmail', 2: 'graph', 3: 'imap', 4: 'ews', 5: 'mimecast' };

export const inviteMailbox = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.invite',
  method: 'POST',
  path: '/api/entities/agents/invite',
  tag: 'Mailboxes',
  summary: 'Create a mailbox invitation: a signed link, good for 48 hours, that is mailed to the address',
  body: InviteBody,
  response: Invited,
  async handle({ act, change, body: { name, type, email, message }, head: { base } }) {
    const { house, key } = ports.outside;
    const secretKey = await key();
    const invite = await change((tx) => ports.inviteMailbox(tx, act, { name, address: email, protocol: protocols[type], message: message ?? null }, { house, base }));
    return { success: true, authURL: ports.signInviteLink(secretKey, base, invite), id: invite.id };
  },
});
