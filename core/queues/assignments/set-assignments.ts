import { writeAudit } from '#core/audit/index.ts';
import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { followMembers } from '../members/follow-members.ts';
import type { Assignment } from '../setup/find-queues.ts';
import { lockQueueRules } from '../setup/queue-rules.ts';

export const levelMax = 20;

/** Makes exactly these agents and teams, at these levels, the ones who work a queue. One unknown or deactivated, and nothing changes. */
export async function setAssignments(tx: Tx, act: Act, queueId: number, assignments: readonly Assignment[]): Promise<void> {
  requirePermission(act, 'queues.write');
  checkEach(assignments);
  await lockSetup(tx);
  const queue = await lockQueueRules(tx, queueId);
  if (!queue || queue.isDeleted) throw notFound('queue');
  const idsOf = (key: 'agentId' | 'teamId'): number[] => assignments.map((one) => one[key]).filter((id) => id !== null);
  const { agents } = await tx.one(sql<{ agents: number }>`SELECT count(*) AS agents FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${idsOf('agentId')}::bigint[])`);
  if (agents !== idsOf('agentId').length) throw notFound('agent');
  const { teams } = await tx.one(sql<{ teams: number }>`SELECT count(*) AS teams FROM teams WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND id = ANY(${idsOf('teamId')}::bigint[])`);
  if (teams !== idsOf('teamId').length) throw notFound('team');
  await tx.run(sql`
    DELETE FROM queue_assignments WHERE account_id = ${tx.accountId} AND queue_id = ${queueId}
      AND NOT (coalesce(agent_id, 0) = ANY(${idsOf('agentId')}::bigint[]) OR coalesce(team_id, 0) = ANY(${idsOf('teamId')}::bigint[]))`);
  await writeSide(tx, act, queueId, 'agent_id', assignments.filter(({ agentId }) => agentId !== null).map(({ agentId, level }) => ({ id: agentId!, level })));
  await writeSide(tx, act, queueId, 'team_id', assignments.filter(({ teamId }) => teamId !== null).map(({ teamId, level }) => ({ id: teamId!, level })));
  await followMembers(tx, act, [queueId], { isChanged: true });
  await writeAudit(tx, act, { action: 'queue.assignments-set', targetKind: 'queue', targetId: queueId, detail: { agents, teams } });
}

async function writeSide(tx: Tx, act: Act, queueId: number, column: 'agent_id' | 'team_id', rows: readonly { readonly id: number; readonly level: number }[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO queue_assignments (account_id, queue_id, ${sql.ref(column)}, level, created_at)
    SELECT ${tx.accountId}::bigint, ${queueId}::bigint, w.id, w.level, ${act.now}::timestamptz FROM unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(({ level }) => level)}::smallint[]) AS w(id, level)
    ON CONFLICT (account_id, queue_id, ${sql.ref(column)}) WHERE ${sql.ref(column)} IS NOT NULL DO UPDATE SET level = excluded.level`);
}

function checkEach(assignments: readonly Assignment[]): void {
  if (assignments.length > 2_000) throw invalid('assignments', 'must be at most 2,000', 'too-many-items', { max: 2_000 });
  const seen = new Set<string>();
  for (const [at, { agentId, teamId, level }] of assignments.entries()) {
    if ((agentId === null) === (teamId === null)) throw invalid(`assignments.${at}`, 'must name an agent or a team', 'agent-or-team');
    if (!Number.isInteger(level) || level < 1 || level > levelMax) throw invalid(`assignments.${at}.level`, `must be a whole number from 1 to ${levelMax}`, 'out-of-range', { min: 1, max: levelMax });
    const key = `${agentId}-${teamId}`;
    if (seen.has(key)) throw invalid(`assignments.${at}`, 'stands there twice', 'there-twice');
    seen.add(key);
  }
}
