import { findChannelAddresses, findChannelMembers, findChannels, findConnections, findFailingServers, findMailboxFolders, findMailboxStates, getChannel } from '#core/channels/index.ts';
import { findChannelActivity } from '#core/desk/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { renderChannel } from '../render/channel.ts';
import type { Channel } from '../schemas/channels.ts';

/** Channels with everything that belongs to them; one, or all. Ten queries, however many there are. */
export async function readChannels(tx: Tx, act: Act, channelId?: number): Promise<Channel[]> {
  const channels = channelId === undefined ? await findChannels(tx, act) : [await getChannel(tx, act, channelId)];
  const ids = channelId === undefined ? undefined : [channelId];
  const addresses = await findChannelAddresses(tx, act, ids);
  const connections = await findConnections(tx, act, ids);
  const members = await findChannelMembers(tx, act);
  const activity = await findChannelActivity(tx, act);
  const mailboxes = new Map((await findMailboxStates(tx, act)).map((state) => [state.channelId, state]));
  const folders = await findMailboxFolders(tx, act, ids);
  const failing = await findFailingServers(tx, act);
  return channels.map((channel) => renderChannel({
    channel, addresses: addresses.get(channel.id) ?? [], memberIds: members.get(channel.id) ?? [], activity: activity.get(channel.id), sending: failing.get(channel.id),
    connections: connections.filter((connection) => connection.channelId === channel.id),
    mailbox: mailboxes.get(channel.id), folders: folders.filter((folder) => folder.channelId === channel.id),
  }));
}

export async function readChannel(tx: Tx, act: Act, channelId: number): Promise<Channel> {
  const [channel] = await readChannels(tx, act, channelId);
  return channel!;
}
