import { writeAudit } from '#core/audit/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Makes exactly these agents the team's members. One unknown agent, and nothing changes. */
export async function setTeamMembers(tx: Tx, act: Act, teamId: number, agentIds: readonly number[]): Promise<void> {
  requirePermission(act, 'people.write');
  const wanted = [...new Set(agentIds)].sort((a, b) => a - b);
  const team = await tx.maybe(sql<object>`
    SELECT id FROM teams WHERE account_id = ${tx.accountId} AND id = ${teamId} AND deleted_at IS NULL FOR UPDATE`);
  if (!team) throw notFound('team');
  const { count } = await tx.one(sql<{ count: number }>`
    SELECT count(*) AS count FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${wanted}::bigint[])`);
  if (count !== wanted.length) throw notFound('agent');
  await tx.run(sql`
    DELETE FROM team_members WHERE account_id = ${tx.accountId} AND team_id = ${teamId} AND agent_id <> ALL(${wanted}::bigint[])`);
  await tx.run(sql`
    INSERT INTO team_members (account_id, team_id, agent_id) SELECT ${tx.accountId}::bigint, ${teamId}::bigint, unnest(${wanted}::bigint[])
    ON CONFLICT DO NOTHING`);
  await writeAudit(tx, act, { action: 'team.members-set', targetKind: 'team', targetId: teamId, detail: { agentIds: wanted } });
}
