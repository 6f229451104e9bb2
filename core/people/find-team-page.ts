import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';

/** A member as lists show him. */
export interface TeamMember {
  readonly id: number; readonly agentNumber: string | null; readonly name: string; readonly firstName: string | null; readonly lastName: string | null; readonly avatarUrl: string | null;
}

export interface TeamRow {
  readonly id: number;
  readonly name: string;
  readonly parentId: number | null;
  readonly position: number;
  readonly isDeleted: boolean;
  /** Active members of the team itself, not of teams below it. */
  readonly agentsCount: number;
}

export interface TeamFilter {
  readonly ids?: readonly number[];
  readonly names?: readonly string[];
  readonly parentIds?: readonly number[];
  readonly positions?: readonly number[];
  readonly agentsFrom?: number;
  readonly agentsTo?: number;
  readonly withDeleted?: boolean;
}

export type TeamSort = 'id' | 'name' | 'parentId' | 'position' | 'agentsCount' | 'isDeleted';

/** The parts of an agent's name: as they were written down, else the last word of the name and what stands before it. `a`: the table's alias. */
export const agentNames = {
  first: sql`CASE WHEN a.first_name IS NULL AND a.middle_name IS NULL AND a.last_name IS NULL THEN coalesce(substring(a.name FROM '^(.*[^ ]) +[^ ]+$'), a.name) ELSE a.first_name END`,
  last: sql`CASE WHEN a.first_name IS NULL AND a.middle_name IS NULL AND a.last_name IS NULL THEN substring(a.name FROM ' ([^ ]+)$') ELSE a.last_name END`,
} as const;

const rows = sql`
  SELECT t.id, t.name, t.parent_id AS "parentId", t.position, t.deleted_at IS NOT NULL AS "isDeleted",
    (SELECT count(*)::int FROM team_members m JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id AND a.deactivated_at IS NULL WHERE m.account_id = t.account_id AND m.team_id = t.id) AS "agentsCount"
  FROM teams t`;

/** A page of teams by any of their fields; what has none in the sorted field comes last, equal ones follow by id. */
export async function findTeamPage(
  tx: Tx, act: Act, filter: TeamFilter, { sort, direction, limit, offset }: { readonly sort: TeamSort; readonly direction: 'asc' | 'desc'; readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: TeamRow[] }> {
  requirePermission(act, 'people.read');
  const all = sql`(${rows} WHERE ${allOf(conditionsOf(tx, filter))}) t WHERE ${allOf([
    sql`true`,
    ...(filter.agentsFrom === undefined ? [] : [sql`t."agentsCount" >= ${filter.agentsFrom}::float8`]),
    ...(filter.agentsTo === undefined ? [] : [sql`t."agentsCount" <= ${filter.agentsTo}::float8`]),
  ])}`;
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM ${all}`);
  return { total, rows: await tx.rows(sql<TeamRow>`SELECT t.* FROM ${all} ORDER BY t.${sql.ref(sort)} ${direction === 'asc' ? sql`ASC` : sql`DESC`} NULLS LAST, t.id LIMIT ${limit} OFFSET ${offset}`) };
}

/** Every team that is there, by place and then id: the tree follows from `parentId`. */
export async function findTeamRows(tx: Tx, act: Act): Promise<TeamRow[]> {
  requirePermission(act, 'people.read');
  return tx.rows(sql<TeamRow>`${rows} WHERE t.account_id = ${tx.accountId} AND t.deleted_at IS NULL ORDER BY t.position, t.id`);
}

/** Active members by team, by id. */
export async function findTeamMembers(tx: Tx, act: Act, teamIds: readonly number[]): Promise<Map<number, TeamMember[]>> {
  requirePermission(act, 'people.read');
  if (teamIds.length === 0) return new Map();
  const found = await tx.rows(sql<TeamMember & { teamId: number }>`
    SELECT m.team_id AS "teamId", a.id, a.agent_number AS "agentNumber", a.name, ${agentNames.first} AS "firstName", ${agentNames.last} AS "lastName", a.avatar_url AS "avatarUrl"
    FROM team_members m JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id AND a.deactivated_at IS NULL
    WHERE m.account_id = ${tx.accountId} AND m.team_id = ANY(${[...teamIds]}::bigint[]) ORDER BY m.team_id, a.id`);
  return Map.groupBy(found.map(({ teamId, ...member }) => ({ teamId, member })), ({ teamId }) => teamId)
    .entries().reduce((map, [teamId, list]) => map.set(teamId, list.map(({ member }) => member)), new Map<number, TeamMember[]>());
}

/** These agents as lists show them, deactivated ones too. */
export async function findAgentNames(tx: Tx, act: Act, agentIds: readonly number[]): Promise<Map<number, TeamMember>> {
  requirePermission(act, 'people.read');
  if (agentIds.length === 0) return new Map();
  const found = await tx.rows(sql<TeamMember>`
    SELECT a.id, a.agent_number AS "agentNumber", a.name, ${agentNames.first} AS "firstName", ${agentNames.last} AS "lastName", a.avatar_url AS "avatarUrl"
    FROM agents a WHERE a.account_id = ${tx.accountId} AND a.id = ANY(${[...agentIds]}::bigint[])`);
  return new Map(found.map((agent) => [agent.id, agent]));
}

function conditionsOf(tx: Tx, { ids, names, parentIds, positions, withDeleted = false }: TeamFilter): Sql[] {
  return [
    sql`t.account_id = ${tx.accountId}`,
    ...(withDeleted ? [] : [sql`t.deleted_at IS NULL`]),
    ...(ids === undefined ? [] : [sql`t.id = ANY(${[...ids]}::bigint[])`]),
    ...(names === undefined ? [] : [sql`t.name = ANY(${[...names]}::text[])`]),
    ...(parentIds === undefined ? [] : [sql`t.parent_id = ANY(${[...parentIds]}::bigint[])`]),
    ...(positions === undefined ? [] : [sql`t.position = ANY(${[...positions]}::bigint[])`]),
  ];
}
