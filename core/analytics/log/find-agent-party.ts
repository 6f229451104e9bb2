import { normaliseAddress } from '#core/kernel/index.ts';
import { findOwnGoals } from '#core/settings/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { Party } from './log-filter.ts';

/** An agent by id, address or name. */
export async function findAgentParty(tx: Tx, name: string): Promise<Party | null> {
  const byId = /^\d{1,15}$/.test(name) ? await agentsParty(tx, sql`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${Number(name)}`) : null;
  const byAddress = byId ?? await agentsParty(tx, sql`
    SELECT agent_id FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = ${normaliseAddress(name)}`);
  return byAddress ?? findAgentsByName(tx, name);
}

/** All agents of that name: one person may have been discovered at several addresses. */
export function findAgentsByName(tx: Tx, name: string): Promise<Party | null> {
  return agentsParty(tx, sql`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND lower(name) = lower(${name})`);
}

/**
 * A team by its name, which several may have: the members of all of them and of the teams below. A team without members is still a party, of nobody, so its report is empty and not everybody's. Its
 * replies are judged by its own goals; where several teams have the name, by those of the oldest one that has goals of its own.
 */
export async function findTeamParty(tx: Tx, name: string): Promise<Party | null> {
  const teams = await tx.rows(sql<{ id: number; named: boolean }>`
    WITH RECURSIVE t AS (
      SELECT id FROM teams WHERE account_id = ${tx.accountId} AND lower(name) = lower(${name}) AND deleted_at IS NULL
      UNION
      SELECT c.id FROM teams c JOIN t ON c.parent_id = t.id WHERE c.account_id = ${tx.accountId} AND c.deleted_at IS NULL)
    SELECT t.id, lower(x.name) = lower(${name}) AS named FROM t JOIN teams x ON x.account_id = ${tx.accountId} AND x.id = t.id ORDER BY t.id`);
  if (teams.length === 0) return null;
  const members = await agentsParty(tx, sql`
    SELECT agent_id FROM team_members WHERE account_id = ${tx.accountId} AND team_id = ANY(${teams.map((row) => row.id)}::bigint[])`);
  const [own] = (await findOwnGoals(tx, 'team', teams.filter(({ named }) => named).map(({ id }) => id))).keys();
  return { ...members ?? { kind: 'agents', agentIds: [], addressIds: [] }, ...(own !== undefined && { goalsOf: { kind: 'team', id: own } }) };
}

/** The agents whose ids `ids` gives, with those of their addresses that were seen in mail. Null: no agents. */
export async function agentsParty(tx: Tx, ids: Sql): Promise<Extract<Party, { kind: 'agents' }> | null> {
  const row = await tx.one(sql<{ agentIds: number[] | null; addressIds: number[] | null }>`
    WITH who(id) AS MATERIALIZED (${ids})
    SELECT (SELECT array_agg(DISTINCT id) FROM who) AS "agentIds",
      (SELECT array_agg(a.id ORDER BY a.id) FROM agent_addresses x JOIN addresses a ON a.account_id = ${tx.accountId} AND a.address = x.address
       WHERE x.account_id = ${tx.accountId} AND x.agent_id IN (SELECT id FROM who)) AS "addressIds"`);
  return row.agentIds === null ? null : { kind: 'agents', agentIds: row.agentIds, addressIds: row.addressIds ?? [] };
}
