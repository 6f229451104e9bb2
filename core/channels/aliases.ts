import { checkAddress, isStorable } from '#core/accounts/index.ts';
import { CoreError, normaliseAddress, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellChange } from './change-channel.ts';
import { claimAddress } from './claim-address.ts';

/** A further address of the channel. `conflict` where it is another channel's, or another account's; again: nothing happens. */
export async function addChannelAlias(tx: Tx, act: Act, channelId: number, address: string): Promise<void> {
  requirePermission(act, 'channels.write');
  const key = checkAddress('address', address);
  const { isList } = await lockChannel(tx, channelId);
  await claimAddress(tx, key, { isList });
  const added = await tx.run(sql`
    INSERT INTO channel_addresses (account_id, address, channel_id) VALUES (${tx.accountId}, ${key}, ${channelId}) ON CONFLICT DO NOTHING`);
  if (added === 1) return tellChange(tx, act, channelId, 'channel.alias-added', { address: key }, { recompute: true });
  const holder = await tx.maybe(sql<{ channelId: number }>`
    SELECT channel_id AS "channelId" FROM channel_addresses WHERE account_id = ${tx.accountId} AND address = ${key}`);
  if (holder?.channelId !== channelId) throw new CoreError('conflict', 'This address is another channel\'s.', { key: 'channel-address-taken' });
}

/** `conflict` for the channel's own address, `not-found` for one that is no alias of it. */
export async function removeChannelAlias(tx: Tx, act: Act, channelId: number, address: string): Promise<void> {
  requirePermission(act, 'channels.write');
  if (!isStorable(address)) throw notFound('address');
  const key = normaliseAddress(address);
  const { ownAddress } = await lockChannel(tx, channelId);
  if (ownAddress === key) throw new CoreError('conflict', 'This is the channel\'s own address.', { key: 'channel-own-address' });
  const removed = await tx.run(sql`
    DELETE FROM channel_addresses WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND address = ${key}`);
  if (removed === 0) throw notFound('address');
  await tellChange(tx, act, channelId, 'channel.alias-removed', { address: key }, { recompute: true });
}

/** Own address and aliases of each channel asked for; all channels where none is named. */
export async function findChannelAddresses(tx: Tx, act: Act, channelIds?: readonly number[]): Promise<Map<number, string[]>> {
  requirePermission(act, 'channels.read');
  const wanted = channelIds === undefined ? sql`true` : sql`channel_id = ANY(${[...channelIds]}::bigint[])`;
  const rows = await tx.rows(sql<{ channelId: number; addresses: string[] }>`
    SELECT channel_id AS "channelId", array_agg(address ORDER BY address) AS addresses FROM channel_addresses
    WHERE account_id = ${tx.accountId} AND ${wanted} GROUP BY channel_id`);
  return new Map(rows.map((row) => [row.channelId, row.addresses]));
}

export async function lockChannel(tx: Tx, channelId: number): Promise<{ ownAddress: string | null; isList: boolean }> {
  const channel = await tx.maybe(sql<{ ownAddress: string | null; isList: boolean }>`
    SELECT address AS "ownAddress", is_list AS "isList" FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId} FOR UPDATE`);
  if (!channel) throw notFound('channel');
  return channel;
}
