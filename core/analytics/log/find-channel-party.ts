import { normaliseAddress } from '#core/kernel/index.ts';
import { findOwnGoals } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { agentsParty } from './find-agent-party.ts';
import type { Party } from './log-filter.ts';

/** A mailbox by one of its addresses: what was sent from them and came to them. */
export async function findChannelAddresses(tx: Tx, address: string): Promise<Party | null> {
  const channels = await findChannels(tx, address, { byName: false });
  return channels.length === 0 ? null : { kind: 'agents', agentIds: [], addressIds: await addressesOf(tx, channels) };
}

/** A group mailbox by name, address or alias: its addresses and members, in what left or reached it. Decision 0041. */
export async function findGroupMailboxParty(tx: Tx, name: string): Promise<Party | null> {
  const groups = (await tx.rows(sql<{ id: number }>`
    SELECT group_mailbox_id AS id FROM group_mailbox_addresses WHERE account_id = ${tx.accountId} AND address = ${normaliseAddress(name)}
    UNION SELECT id FROM group_mailboxes WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND lower(name) = lower(${name}) ORDER BY 1`)).map(({ id }) => id);
  if (groups.length === 0) return null;
  const members = await agentsParty(tx, sql`SELECT agent_id FROM group_mailbox_members WHERE account_id = ${tx.accountId} AND group_mailbox_id = ANY(${groups}::bigint[])`);
  const own = await tx.rows(sql<{ id: number | null; channelId: number | null }>`
    SELECT a.id, c.channel_id AS "channelId" FROM group_mailbox_addresses x
      LEFT JOIN addresses a ON a.account_id = x.account_id AND a.address = x.address
      LEFT JOIN channel_addresses c ON c.account_id = x.account_id AND c.address = x.address
    WHERE x.account_id = ${tx.accountId} AND x.group_mailbox_id = ANY(${groups}::bigint[]) ORDER BY x.address`);
  const through = own.flatMap(({ id }) => id ?? []);
  const [goals] = (await findOwnGoals(tx, 'group-mailbox', groups)).keys();
  return {
    kind: 'agents', agentIds: members?.agentIds ?? [], addressIds: [...new Set([...through, ...members?.addressIds ?? []])],
    channelIds: [...new Set(own.flatMap(({ channelId }) => channelId ?? []))], through, ...(goals !== undefined && { goalsOf: { kind: 'group-mailbox', id: goals } }),
  };
}

/** A mailbox by name or address with those who answer for it. Their mail elsewhere is not the mailbox's: only its own conversations count. */
export async function findSharedMailbox(tx: Tx, name: string): Promise<Party | null> {
  const channelIds = await findChannels(tx, name, { byName: true });
  if (channelIds.length === 0) return null;
  const members = await agentsParty(tx, sql`
    SELECT agent_id FROM channel_members WHERE account_id = ${tx.accountId} AND channel_id = ANY(${channelIds}::bigint[])`);
  const own = await addressesOf(tx, channelIds);
  return { kind: 'agents', agentIds: members?.agentIds ?? [], addressIds: [...new Set([...own, ...members?.addressIds ?? []])], channelIds };
}

async function findChannels(tx: Tx, name: string, { byName }: { byName: boolean }): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT channel_id AS id FROM channel_addresses WHERE account_id = ${tx.accountId} AND address = ${normaliseAddress(name)}
    UNION SELECT id FROM channels WHERE ${byName} AND account_id = ${tx.accountId} AND lower(name) = lower(${name}) ORDER BY 1`);
  return rows.map((row) => row.id);
}

async function addressesOf(tx: Tx, channelIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT a.id FROM channel_addresses x JOIN addresses a ON a.account_id = x.account_id AND a.address = x.address
    WHERE x.account_id = ${tx.accountId} AND x.channel_id = ANY(${[...channelIds]}::bigint[]) ORDER BY a.id`);
  return rows.map((row) => row.id);
}
