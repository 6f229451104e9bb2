import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface Team {
  readonly id: number;
  readonly name: string;
  readonly parentId: number | null;
  /** Place among the teams of one parent. */
  readonly position: number;
  /** Its own members, not those of teams below it. */
  readonly agentIds: readonly number[];
  readonly createdAt: string;
  /** Name, place, members or goals. */
  readonly updatedAt: string;
}

const columns = sql`teams.id, teams.name, teams.parent_id AS "parentId", teams.position, teams.created_at AS "createdAt", coalesce(teams.updated_at, teams.created_at) AS "updatedAt",
  ARRAY(SELECT m.agent_id FROM team_members m WHERE m.account_id = teams.account_id AND m.team_id = teams.id ORDER BY m.agent_id) AS "agentIds"`;

/** All teams of the account by id; the tree follows from `parentId`. */
export async function findTeams(tx: Tx, act: Act): Promise<Team[]> {
  requirePermission(act, 'people.read');
  return tx.rows(sql<Team>`SELECT ${columns} FROM teams WHERE account_id = ${tx.accountId} AND deleted_at IS NULL ORDER BY id`);
}

export async function getTeam(tx: Tx, act: Act, teamId: number): Promise<Team> {
  requirePermission(act, 'people.read');
  const team = await tx.maybe(sql<Team>`
    SELECT ${columns} FROM teams WHERE account_id = ${tx.accountId} AND id = ${teamId} AND deleted_at IS NULL`);
  if (!team) throw notFound('team');
  return team;
}
