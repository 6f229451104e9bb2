import type { MailboxInvite as Invite } from '#core/channels/index.ts';
import type { ListedMailbox } from '#core/desk/index.ts';
import type { MailboxInvite, PersonMailbox } from '../schemas/person-mailboxes.ts';

export function renderPersonMailbox({ agentId, channelId, name, address, addresses, hasLogin, protocol, isWell, zone, newestMessageAt, readingSince, readUpTo }: ListedMailbox): PersonMailbox {
  const state = protocol === null ? 'unread' : !isWell ? 'failing' : readUpTo === null ? 'reading' : 'current';
  return { id: agentId, channelId, name, address, aliases: addresses.filter((one) => one !== address), hasLogin, protocol, state, zone, newestMessageAt, readingSince, readUpTo };
}

export function renderMailboxInvite({ id, name, address, protocol, channelId, createdAt, expiresAt, mailState, mailProblem }: Invite): MailboxInvite {
  return { id, name, email: address, protocol, isAgain: channelId !== null, createdAt, expiresAt, mailState, mailProblem };
}
