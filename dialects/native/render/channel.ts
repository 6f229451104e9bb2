import type { Channel as CoreChannel, ChannelConnection } from '#core/channels/index.ts';
import type { ChannelActivity } from '#core/desk/index.ts';
import type { Channel, ChannelHealth, Connection, ConnectionOptions } from '../schemas/channels.ts';

export interface ChannelParts {
  readonly channel: CoreChannel;
  readonly addresses: readonly string[];
  readonly memberIds: readonly number[];
  readonly connections: readonly ChannelConnection[];
  readonly activity: ChannelActivity | undefined;
}

export function renderChannel({ channel, addresses, memberIds, connections, activity }: ChannelParts): Channel {
  const { id, kind, name, address, isList, calendarId, createdAt, disabledAt } = channel;
  return {
    id, kind, name, address, isList, calendarId, createdAt, disabledAt,
    aliases: addresses.filter((alias) => alias !== address),
    memberIds: [...memberIds],
    connections: connections.map(renderConnection),
    health: healthOf(channel, connections, activity),
  };
}

export function renderConnection({ kind, host, port, security, auth, userName, hasSecret, options, updatedAt }: ChannelConnection): Connection {
  return { kind, host, port, security, auth, userName, hasSecret, options: knownOptions(options), updatedAt };
}

/** What this API has words for; anything else in a stored row is another's. */
function knownOptions({ folders, backfill }: ChannelConnection['options']): ConnectionOptions {
  return {
    ...(Array.isArray(folders) ? { folders: folders.filter((folder) => typeof folder === 'string') } : {}),
    ...(backfill === 'now' || backfill === '30d' || backfill === 'all' ? { backfill } : {}),
  };
}

function healthOf({ disabledAt }: CoreChannel, connections: readonly ChannelConnection[], activity: ChannelActivity | undefined): ChannelHealth {
  const state = disabledAt !== null ? 'disabled' : connections.length === 0 ? 'idle' : 'ok';
  return { state, lastMessageAt: activity?.lastMessageAt ?? null, quarantined: activity?.quarantined ?? 0, problem: null };
}
