import { domainOf } from '#core/kernel/index.ts';
import { getSettingVersions, settingAt } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Which mail addresses are ours. */
export interface OurSide {
  /** Whether a mail of this sender is ours: he is, and nobody asked for proof, or it is proved, or his domain needs none. */
  isOurMail(address: string, atMs: number, isUnproved: boolean): boolean;
  /** A person or mailbox of ours at that instant: internal domain (versioned), channel address, address of an agent whom an administrator made. Not a list's address. */
  isInternal(address: string, atMs: number): boolean;
  /** The address of a channel. */
  isChannel(address: string): boolean;
  /** The address of a channel in list mode: it stands for the outside. */
  isList(address: string): boolean;
}

export async function loadOurSide(tx: Tx): Promise<OurSide> {
  const domains = (await getSettingVersions(tx, 'internal-domains')).map((version) => ({ ...version, body: { all: new Set(version.body.domains), unproved: new Set(version.body.unproved ?? []) } }));
  const channels = await tx.rows(sql<{ address: string; is_list: boolean }>`
    SELECT ca.address, c.is_list FROM channel_addresses ca JOIN channels c ON c.account_id = ca.account_id AND c.id = ca.channel_id
    WHERE ca.account_id = ${tx.accountId}`);
  const agents = await tx.rows(sql<{ address: string }>`
    SELECT aa.address FROM agent_addresses aa JOIN agents a ON a.account_id = aa.account_id AND a.id = aa.agent_id
    WHERE aa.account_id = ${tx.accountId} AND NOT a.is_discovered`); // discovered ones were found by their domain, whose versions say when it was ours
  const lists = new Set(channels.filter((row) => row.is_list).map((row) => row.address));
  const channelAddresses = new Set(channels.map((row) => row.address));
  const agentAddresses = new Set(agents.map((row) => row.address));
  const isInternal = (address: string, atMs: number): boolean => !lists.has(address)
    && (channelAddresses.has(address) || agentAddresses.has(address) || (settingAt(domains, atMs)?.all.has(domainOf(address)) ?? false));
  return {
    isInternal,
    isOurMail: (address, atMs, isUnproved) => isInternal(address, atMs) && (!isUnproved || (settingAt(domains, atMs)?.unproved.has(domainOf(address)) ?? false)),
    isChannel: (address) => channelAddresses.has(address),
    isList: (address) => lists.has(address),
  };
}
