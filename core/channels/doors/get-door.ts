import type { SecretKey } from '#core/accounts/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellChange } from '../change-channel.ts';
import { identityKeyOf } from './identity.ts';

export interface ChannelDoor {
  readonly channelId: number;
  /** The website token of a site, the inbox identifier of a channel of software. */
  readonly token: string;
  readonly identityVersion: number;
  /** An identifier without its proof is refused. */
  readonly isIdentityRequired: boolean;
}

const columns = sql`channel_id AS "channelId", token, identity_version AS "identityVersion", is_identity_required AS "isIdentityRequired"`;
const kinds: readonly string[] = ['api', 'site'];

/** Channels of software and sites have one; made where there is none yet. `not-found` for any other. */
export async function ensureDoor(tx: Tx, act: Act, channelId: number): Promise<ChannelDoor> {
  requirePermission(act, 'channels.read');
  const present = (await findDoorsOf(tx, act, [channelId]))[0];
  if (present) return present;
  const made = await tx.run(sql`
    INSERT INTO channel_doors (account_id, channel_id) SELECT account_id, id FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId} AND kind = ANY(${kinds}::text[])
    ON CONFLICT DO NOTHING`);
  const door = (await findDoorsOf(tx, act, [channelId]))[0];
  if (!door) throw notFound(made === 0 ? 'channel' : 'door');
  return door;
}

/** Of these channels, those that have one. */
export async function findDoorsOf(tx: Tx, act: Act, channelIds: readonly number[]): Promise<ChannelDoor[]> {
  requirePermission(act, 'channels.read');
  if (channelIds.length === 0) return [];
  return tx.rows(sql<ChannelDoor>`SELECT ${columns} FROM channel_doors WHERE account_id = ${tx.accountId} AND channel_id = ANY(${[...channelIds]}::bigint[]) ORDER BY channel_id`);
}

/** For whoever sets the channel up: with it anybody may be said to be anybody. */
export async function getIdentityKey(tx: Tx, act: Act, key: SecretKey, channelId: number): Promise<string> {
  requirePermission(act, 'channels.write');
  const { identityVersion } = await ensureDoor(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, channelId);
  return identityKeyOf(key, { accountId: tx.accountId, channelId, version: identityVersion });
}

/** `newKey`: the key that proves identities is another from now on. */
export async function changeDoor(tx: Tx, act: Act, channelId: number, change: { readonly isIdentityRequired?: boolean; readonly newKey?: boolean }): Promise<void> {
  requirePermission(act, 'channels.write');
  await ensureDoor(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, channelId);
  await tx.run(sql`
    UPDATE channel_doors SET is_identity_required = coalesce(${change.isIdentityRequired ?? null}::boolean, is_identity_required),
      identity_version = identity_version + CASE WHEN ${change.newKey ?? false}::boolean THEN 1 ELSE 0 END
    WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  // Whoever holds what the old key opened holds a token for the socket, too.
  if (change.newKey) await tx.run(sql`UPDATE contact_sources SET pubsub_token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  await tellChange(tx, act, channelId, 'channel.settings-changed', { keys: Object.keys(change) });
}
