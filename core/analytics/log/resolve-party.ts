import { normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Party } from './log-filter.ts';
import { findAgentParty, findAgentsByName, findTeamParty } from './find-agent-party.ts';
import { findChannelAddresses, findGroupMailboxParty, findSharedMailbox } from './find-channel-party.ts';
import { findContactGroup, findContacts, findLeadSourceParty } from './find-contact-party.ts';

/** What sort of party a name is meant to be; null: guessed by its form. */
export type PartyType = 'internal' | 'agent' | 'team' | 'shared-mailbox' | 'contact' | 'contact-group' | 'lead-source' | 'anybody' | null;

/**
 * Whom a name means. Null where nobody of that type is known by it.
 *
 * internal, anybody: whatever the name. agent: an agent's id, address or name, else a channel's address; of agents with one name all.
 * team: by name, with the teams below it. shared-mailbox: a group mailbox by name or address, with its members, in what left or reached it; else a channel, with its
 * members, in its own conversations. contact: an address or domain that was seen in mail. contact-group: by name. lead-source: by name, its leads.
 * Names and addresses compare without case. A guess takes the first that fits: anything with an @ is an agent's, a channel's or a contact's
 * address (a group mailbox's before all others); then names of the account, an agent, a team, a group mailbox, a channel, a contact group, a lead source; then a domain: internal
 * where it is ours, else a contact's.
 */
export async function resolveParty(tx: Tx, name: string, type: PartyType): Promise<Party | null> {
  const wanted = name.trim();
  switch (type) {
    case 'internal': return { kind: 'internal' };
    case 'anybody': return { kind: 'anybody' };
    case 'lead-source': return findLeadSourceParty(tx, wanted);
    case 'agent': return (await findAgentParty(tx, wanted)) ?? findChannelAddresses(tx, wanted);
    case 'team': return findTeamParty(tx, wanted);
    case 'shared-mailbox': return (await findGroupMailboxParty(tx, wanted)) ?? findSharedMailbox(tx, wanted);
    case 'contact': return findContacts(tx, wanted);
    case 'contact-group': return findContactGroup(tx, wanted);
    case null: return guess(tx, wanted);
  }
}

async function guess(tx: Tx, name: string): Promise<Party | null> {
  if (name.includes('@')) return (await findGroupMailboxParty(tx, name)) ?? (await findAgentParty(tx, name)) ?? (await findSharedMailbox(tx, name)) ?? findContacts(tx, name);
  if (await isOurName(tx, name)) return { kind: 'internal' };
  return (await findAgentsByName(tx, name)) ?? (await findTeamParty(tx, name)) ?? (await findGroupMailboxParty(tx, name)) ?? (await findSharedMailbox(tx, name))
    ?? (await findContactGroup(tx, name)) ?? (await findLeadSourceParty(tx, name)) ?? findContacts(tx, name);
}

/** The account's own name, or a domain that was ever ours. */
async function isOurName(tx: Tx, name: string): Promise<boolean> {
  const { ours } = await tx.one(sql<{ ours: boolean }>`
    SELECT EXISTS (SELECT FROM accounts WHERE id = ${tx.accountId} AND lower(name) = lower(${name}))
      OR EXISTS (
        SELECT FROM setting_versions v, jsonb_array_elements_text(v.body -> 'domains') AS d(domain)
        WHERE v.account_id = ${tx.accountId} AND v.kind = 'internal-domains' AND d.domain = ${normaliseAddress(name)}) AS ours`);
  return ours;
}
