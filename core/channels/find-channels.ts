import { isStorable } from '#core/accounts/index.ts';
import { normaliseAddress, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { channelColumns, type Channel } from './channel.ts';

/** All channels of the account, disabled ones too, by id. */
export async function findChannels(tx: Tx, act: Act): Promise<Channel[]> {
  requirePermission(act, 'channels.read');
  return tx.rows(sql<Channel>`SELECT ${channelColumns} FROM channels WHERE account_id = ${tx.accountId} ORDER BY id`);
}

export async function getChannel(tx: Tx, act: Act, channelId: number): Promise<Channel> {
  requirePermission(act, 'channels.read');
  const channel = await tx.maybe(sql<Channel>`
    SELECT ${channelColumns} FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  if (!channel) throw notFound('channel');
  return channel;
}

/** By its own address or an alias. */
export async function findChannelByAddress(tx: Tx, act: Act, address: string): Promise<Channel | null> {
  requirePermission(act, 'channels.read');
  if (!isStorable(address)) return null;
  return tx.maybe(sql<Channel>`
    SELECT ${channelColumns} FROM channel_addresses a
    JOIN channels ON channels.account_id = a.account_id AND channels.id = a.channel_id
    WHERE a.account_id = ${tx.accountId} AND a.address = ${normaliseAddress(address)}`);
}
