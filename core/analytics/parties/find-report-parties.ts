import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface ReportParty { readonly id: number; readonly name: string; readonly addresses: readonly string[] }

/** Everybody and everything that a report may be about. */
export interface ReportParties {
  readonly agents: readonly ReportParty[];
  /** With the addresses of their members, not of teams below them. */
  readonly teams: readonly ReportParty[];
  readonly groupMailboxes: readonly ReportParty[];
  readonly contactGroups: readonly (ReportParty & { readonly domains: readonly string[] })[];
  readonly contacts: readonly ReportParty[];
  /** By name alone: whose leads they are may be thousands. */
  readonly leadSources: readonly ReportParty[];
  readonly labels: readonly string[];
}

const partiesMax = 1_000;

/** By name, contacts by id; at most 1,000 of each kind: choices, not a directory. */
export async function findReportParties(tx: Tx, act: Act): Promise<ReportParties> {
  requirePermission(act, 'reports.read');
  const account = tx.accountId;
  const agents = await tx.rows(sql<ReportParty>`
    SELECT a.id, a.name, ARRAY(SELECT x.address FROM agent_addresses x WHERE x.account_id = a.account_id AND x.agent_id = a.id ORDER BY x.address) AS addresses
    FROM agents a WHERE a.account_id = ${account} AND a.deactivated_at IS NULL AND EXISTS (SELECT FROM agent_addresses x WHERE x.account_id = a.account_id AND x.agent_id = a.id)
    ORDER BY lower(a.name), a.id LIMIT ${partiesMax}`);
  const teams = await tx.rows(sql<ReportParty>`
    SELECT t.id, t.name, ARRAY(SELECT x.address FROM team_members m JOIN agent_addresses x ON x.account_id = m.account_id AND x.agent_id = m.agent_id
      WHERE m.account_id = t.account_id AND m.team_id = t.id ORDER BY x.address) AS addresses
    FROM teams t WHERE t.account_id = ${account} AND t.deleted_at IS NULL ORDER BY lower(t.name), t.id LIMIT ${partiesMax}`);
  const contactGroups = await tx.rows(sql<ReportParty & { domains: string[] }>`
    SELECT g.id, g.name, ARRAY(SELECT m.value FROM contact_group_members m WHERE m.account_id = g.account_id AND m.group_id = g.id AND m.kind = 'address' ORDER BY m.value) AS addresses,
      ARRAY(SELECT m.value FROM contact_group_members m WHERE m.account_id = g.account_id AND m.group_id = g.id AND m.kind = 'domain' ORDER BY m.value) AS domains
    FROM contact_groups g WHERE g.account_id = ${account} AND g.deleted_at IS NULL ORDER BY lower(g.name), g.id LIMIT ${partiesMax}`);
  const contacts = await tx.rows(sql<ReportParty>`
    SELECT c.id, c.name, ARRAY(SELECT p.value_norm FROM contact_points p WHERE p.account_id = c.account_id AND p.contact_id = c.id AND p.kind = 'email' ORDER BY p.value_norm) AS addresses
    FROM contacts c WHERE c.account_id = ${account} AND c.deleted_at IS NULL AND EXISTS (SELECT FROM contact_points p WHERE p.account_id = c.account_id AND p.contact_id = c.id AND p.kind = 'email')
    ORDER BY c.id LIMIT ${partiesMax}`);
  const labels = await tx.rows(sql<{ name: string }>`SELECT name FROM labels WHERE account_id = ${account} ORDER BY name_norm LIMIT ${partiesMax}`);
  const groupMailboxes = await tx.rows(sql<ReportParty>`
    SELECT g.id, g.name, ARRAY(SELECT x.address FROM group_mailbox_addresses x WHERE x.account_id = g.account_id AND x.group_mailbox_id = g.id ORDER BY NOT x.is_own, x.address) AS addresses
    FROM group_mailboxes g WHERE g.account_id = ${account} AND g.deleted_at IS NULL ORDER BY lower(g.name), g.id LIMIT ${partiesMax}`);
  const leadSources = await tx.rows(sql<ReportParty>`
    SELECT s.id, s.name, ARRAY[]::text[] AS addresses FROM lead_sources s WHERE s.account_id = ${account} AND s.deleted_at IS NULL ORDER BY lower(s.name), s.id LIMIT ${partiesMax}`);
  return { agents, teams, groupMailboxes, contactGroups, contacts, leadSources, labels: labels.map(({ name }) => name) };
}
