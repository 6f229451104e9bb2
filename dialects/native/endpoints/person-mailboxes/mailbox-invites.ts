import { askReconnect, findMailboxInvites, inviteMailbox, remindMailboxInvite, revokeMailboxInvite, signInviteLink, type MailboxInvite as Invite, type Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { renderMailboxInvite } from '../../render/person-mailbox.ts';
import { MailboxInvite, MailboxInviteMade, MailboxInvites, NewMailboxInvite } from '../../schemas/person-mailboxes.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

const path = '/native/v1/mailbox-invites';
const tag = 'Mailboxes';
type Door = Pick<Outside, 'house' | 'key'>;

/** With its link, which is good for 48 hours and connects the mailbox of its address, once. */
async function made({ key }: Door, base: string, invite: Invite): Promise<MailboxInviteMade> {
  return { ...renderMailboxInvite(invite), link: signInviteLink(await key(), base, invite) };
}

export const mailboxInviteOperations = (door: Door): readonly Operation[] => [
  operation({
    id: 'mailboxInvites.list', method: 'GET', path, tag, summary: 'Open invitations to connect a mailbox, newest first; those whose time is over, too', response: MailboxInvites,
    handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findMailboxInvites(tx, act))).map(renderMailboxInvite), next: null }),
  }),
  operation({
    id: 'mailboxInvites.create', method: 'POST', path, tag, summary: 'Invites a person to connect a mailbox: a link, which is mailed to its address', status: 201, body: NewMailboxInvite, response: MailboxInviteMade,
    handle: async ({ act, change, body: { name, email, protocol, message = null }, head: { base } }) => made(door, base, await change((tx) => inviteMailbox(tx, act, { name, address: email, protocol, message }, { house: door.house, base }))),
  }),
  operation({
    id: 'mailboxInvites.remind', method: 'POST', path: `${path}/{id}/reminders`, tag, summary: 'Mails it again, good for 48 hours from now; 429 within ten minutes of the mail before', params: IdParams, response: MailboxInvite,
    // Without its link: whoever may remind need not be who may invite.
    handle: async ({ act, change, params: { id }, head: { base } }) => renderMailboxInvite(await change((tx) => remindMailboxInvite(tx, act, id, { house: door.house, base }))),
  }),
  operation({
    id: 'mailboxInvites.revoke', method: 'DELETE', path: `${path}/{id}`, tag, summary: 'Withdraws it: its link is worth nothing any more', status: 204, params: IdParams, response: Empty,
    async handle({ act, change, params: { id } }) {
      await change((tx) => revokeMailboxInvite(tx, act, id));
      return null;
    },
  }),
  operation({
    id: 'personMailboxes.reconnect', method: 'POST', path: '/native/v1/person-mailboxes/{id}/reconnect', tag, summary: 'Asks the person to connect the mailbox anew: a link, which is mailed to its address', status: 201, params: IdParams, response: MailboxInviteMade,
    handle: async ({ act, change, params: { id }, head: { base } }) => made(door, base, await change((tx) => askReconnect(tx, act, id, { house: door.house, base }))),
  }),
];
