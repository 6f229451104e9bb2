import type { Channel as CoreChannel, ChannelConnection, MailboxFolder as CoreFolder, MailboxState, SaidOfMail, SendingBrake } from '#core/channels/index.ts';
import type { ChannelActivity } from '#core/desk/index.ts';
import type { Channel, ChannelHealth, Connection, ConnectionOptions, MailboxFolder, Said } from '../schemas/channels.ts';

export interface ChannelParts {
  readonly channel: CoreChannel;
  readonly addresses: readonly string[];
  readonly memberIds: readonly number[];
  readonly connections: readonly ChannelConnection[];
  readonly activity: ChannelActivity | undefined;
  readonly mailbox: MailboxState | undefined;
  readonly sending: SendingBrake | undefined;
  readonly folders: readonly CoreFolder[];
}

export function renderChannel(parts: ChannelParts): Channel {
  const { channel, addresses, memberIds, connections } = parts;
  const { id, kind, name, address, isList, calendarId, createdAt, disabledAt } = channel;
  return {
    id, kind, name, address, isList, calendarId, createdAt, disabledAt,
    aliases: addresses.filter((alias) => alias !== address),
    memberIds: [...memberIds],
    connections: connections.map(renderConnection),
    health: healthOf(parts),
  };
}

export function renderConnection({ kind, host, port, security, auth, userName, hasSecret, options, updatedAt }: ChannelConnection): Connection {
  return { kind, host, port, security, auth, userName, hasSecret, options: knownOptions(options), updatedAt };
}

/** What this API has words for; anything else in a stored row is another's. */
function knownOptions({ folders, backfill, markSeen }: ChannelConnection['options']): ConnectionOptions {
  return {
    ...(Array.isArray(folders) ? { folders: folders.filter((folder) => typeof folder === 'string') } : {}),
    ...(backfill === 'now' || backfill === '30d' || backfill === 'all' ? { backfill } : {}),
    ...(typeof markSeen === 'boolean' ? { markSeen } : {}),
  };
}

function healthOf({ channel: { disabledAt }, connections, activity, mailbox, folders, sending }: ChannelParts): ChannelHealth {
  const isRead = connections.some(({ kind }) => kind === 'imap');
  const failing = mailbox?.failingSince ?? folders.find(({ failingSince }) => failingSince !== null)?.failingSince ?? null;
  const failed = mailbox?.errorText ? mailbox : folders.find(({ errorText }) => errorText !== null);
  return {
    state: disabledAt !== null ? 'disabled' : failing !== null || sending ? 'failing' : isRead ? 'ok' : 'idle',
    lastMessageAt: activity?.lastMessageAt ?? null, quarantined: activity?.quarantined ?? 0, unprovedOurs: activity?.unprovedOurs ?? 0, namedServers: [...activity?.namedServers ?? []], vouchedOurs: activity?.vouchedOurs ?? 0,
    connectedAt: mailbox?.connectedAt ?? null, failingSince: failing, nextTryAt: mailbox?.nextTryAt ?? null,
    problem: failed?.errorText ?? null, problemSaid: said(failed?.errorText ?? null, failed?.errorSaid ?? null),
    sending: sending ? { server: sending.label, failingSince: sending.failingSince, nextTryAt: sending.nextTryAt, problem: sending.errorText, problemSaid: said(sending.errorText, sending.errorSaid) } : null,
    addressesElsewhere: [...activity?.addressesElsewhere ?? []],
    folders: folders.map(renderFolder),
  };
}

function said(text: string | null, known: SaidOfMail | null): Said | null {
  return text === null || known === null ? null : { key: known.key, values: { ...known.values } };
}

function renderFolder({ folder, role, seenAt, processedAt, backlog, backfillTotal, backfillLeft, stored, quarantined, errorText, errorSaid }: CoreFolder): MailboxFolder {
  return { folder, role, seenAt, processedAt, backlog, backfillTotal, backfillLeft, stored, quarantined, problem: errorText, problemSaid: said(errorText, errorSaid) };
}
