import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Makes exactly these agents the team's members. One unknown agent, and nothing changes. */
export async function setTeamMembers(tx: Tx, act: Act, teamId: number, agentIds: readonly number[]): Promise<void> {
  await writeTeamMembers(tx, act, teamId, () => agentIds);
}

/** Adds and removes members; all agents must be known. Two at once both count. */
export async function changeTeamMembers(tx: Tx, act: Act, teamId: number, { add = [], remove = [] }: { add?: readonly number[]; remove?: readonly number[] }): Promise<void> {
  await requireAgents(tx, act, remove);
  await writeTeamMembers(tx, act, teamId, (present) => [...present, ...add].filter((id) => !remove.includes(id)));
}

/** The same for those of the agents who are known; returns the ids that are nobody's here, which are passed over. */
export async function changeKnownTeamMembers(
  tx: Tx, act: Act, teamId: number, { add = [], remove = [] }: { readonly add?: readonly number[]; readonly remove?: readonly number[] },
): Promise<{ readonly unknown: readonly number[] }> {
  requirePermission(act, 'people.write');
  const named = [...new Set([...add, ...remove])];
  const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${named}::bigint[])`);
  const known = new Set(rows.map(({ id }) => id));
  await changeTeamMembers(tx, act, teamId, { add: add.filter((id) => known.has(id)), remove: remove.filter((id) => known.has(id)) });
  return { unknown: named.filter((id) => !known.has(id)) };
}

async function requireAgents(tx: Tx, act: Act, ids: readonly number[]): Promise<void> {
  requirePermission(act, 'people.write');
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[])`);
  if (count !== new Set(ids).size) throw notFound('agent');
}

async function writeTeamMembers(tx: Tx, act: Act, teamId: number, choose: (present: readonly number[]) => readonly number[]): Promise<void> {
  requirePermission(act, 'people.write');
  const team = await tx.maybe(sql<object>`
    SELECT id FROM teams WHERE account_id = ${tx.accountId} AND id = ${teamId} AND deleted_at IS NULL FOR UPDATE`);
  if (!team) throw notFound('team');
  const present = await tx.rows(sql<{ id: number }>`SELECT agent_id AS id FROM team_members WHERE account_id = ${tx.accountId} AND team_id = ${teamId}`);
  const wanted = [...new Set(choose(present.map(({ id }) => id)))].sort((a, b) => a - b);
  await requireAgents(tx, act, wanted);
  await tx.run(sql`
    DELETE FROM team_members WHERE account_id = ${tx.accountId} AND team_id = ${teamId} AND agent_id <> ALL(${wanted}::bigint[])`);
  await tx.run(sql`
    INSERT INTO team_members (account_id, team_id, agent_id) SELECT ${tx.accountId}::bigint, ${teamId}::bigint, unnest(${wanted}::bigint[])
    ON CONFLICT DO NOTHING`);
  await tx.run(sql`UPDATE teams SET updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${teamId}`);
  await appendEvents(tx, act, [{ type: 'team.changed', data: { teamId } }]);
  await writeAudit(tx, act, { action: 'team.members-set', targetKind: 'team', targetId: teamId, detail: { agentIds: wanted } });
}
