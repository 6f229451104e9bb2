import { sql, type Tx } from '#storage/index.ts';
import { agentsParty } from '../log/find-agent-party.ts';
import { findContacts } from '../log/find-contact-party.ts';
import { resolveParty, type Party } from '../log/index.ts';

/** Whom a report is asked for, by what does not change with a name. */
export type PartyRef =
  | { readonly kind: 'internal' }
  | { readonly kind: 'agent' | 'team' | 'channel' | 'group' | 'lead-source'; readonly id: number }
  | { readonly kind: 'contact' | 'domain'; readonly text: string };

/** The party, or null where the account knows nobody of that kind. A team holds the teams below it, a channel its own conversations only. */
export async function resolvePartyRef(tx: Tx, ref: PartyRef): Promise<Party | null> {
  switch (ref.kind) {
    case 'internal': return { kind: 'internal' };
    case 'agent': return agentsParty(tx, sql`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${ref.id}`);
    case 'team': return teamParty(tx, ref.id);
    case 'channel': return channelParty(tx, ref.id);
    case 'group': {
      const group = await tx.maybe(sql<{ name: string }>`SELECT name FROM contact_groups WHERE account_id = ${tx.accountId} AND id = ${ref.id} AND deleted_at IS NULL`);
      return group && resolveParty(tx, group.name, 'contact-group');
    }
    case 'lead-source': {
      const source = await tx.maybe(sql<{ name: string }>`SELECT name FROM lead_sources WHERE account_id = ${tx.accountId} AND id = ${ref.id} AND deleted_at IS NULL`);
      return source && resolveParty(tx, source.name, 'lead-source');
    }
    case 'contact': return ref.text.includes('@') && !ref.text.startsWith('@') ? findContacts(tx, ref.text) : null;
    case 'domain': return ref.text.includes('@') ? null : findContacts(tx, ref.text);
  }
}

async function teamParty(tx: Tx, teamId: number): Promise<Party | null> {
  const teams = await tx.rows(sql<{ id: number }>`
    WITH RECURSIVE t AS (
      SELECT id FROM teams WHERE account_id = ${tx.accountId} AND id = ${teamId} AND deleted_at IS NULL
      UNION
      SELECT c.id FROM teams c JOIN t ON c.parent_id = t.id WHERE c.account_id = ${tx.accountId} AND c.deleted_at IS NULL)
    SELECT id FROM t`);
  if (teams.length === 0) return null;
  return (await agentsParty(tx, sql`SELECT agent_id FROM team_members WHERE account_id = ${tx.accountId} AND team_id = ANY(${teams.map((row) => row.id)}::bigint[])`))
    ?? { kind: 'agents', agentIds: [], addressIds: [] };
}

async function channelParty(tx: Tx, channelId: number): Promise<Party | null> {
  const channel = await tx.maybe(sql<{ id: number }>`SELECT id FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  if (!channel) return null;
  const members = await agentsParty(tx, sql`SELECT agent_id FROM channel_members WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  const own = await tx.rows(sql<{ id: number }>`
    SELECT a.id FROM channel_addresses x JOIN addresses a ON a.account_id = x.account_id AND a.address = x.address WHERE x.account_id = ${tx.accountId} AND x.channel_id = ${channelId} ORDER BY a.id`);
  return { kind: 'agents', agentIds: members?.agentIds ?? [], addressIds: [...new Set([...own.map(({ id }) => id), ...members?.addressIds ?? []])], channelIds: [channelId] };
}
