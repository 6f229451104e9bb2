import { sql, type Tx } from '#storage/index.ts';

/** Whom a recomputation gave to a queue, took from it or put on another level. */
export interface MemberChange { readonly queueId: number; readonly agentId: number; readonly change: 'added' | 'removed' | 'moved' }

/**
 * Makes `queue_agents` of these queues what assignments, teams and skills say: active agents that are assigned themselves or by a team they are a
 * member of (not by one below it), at their best level, who can all that the queue asks for. A deleted queue keeps its people until what waits in it
 * is given out.
 *
 * Locks the queues, then the presence of those who come in, both by id. `ready_since` stays where the row stays; a new row takes that of the agent's
 * other queues of the kind, which say the same; where he has none, routing sets it when it reads `queue.changed`.
 */
export async function recomputeMembers(tx: Tx, queueIds: readonly number[]): Promise<MemberChange[]> {
  if (queueIds.length === 0) return [];
  const ids = [...new Set(queueIds)].sort((a, b) => a - b);
  await tx.rows(sql<object>`SELECT id FROM queues WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[]) ORDER BY id FOR UPDATE`);
  const [wanted, present] = [await wantedMembers(tx, ids), await presentMembers(tx, ids)];
  const changes: MemberChange[] = [];
  for (const [key, { queueId, agentId, level }] of wanted) {
    const before = present.get(key);
    if (!before) changes.push({ queueId, agentId, change: 'added' });
    else if (before.level !== level) changes.push({ queueId, agentId, change: 'moved' });
  }
  for (const [key, { queueId, agentId }] of present) if (!wanted.has(key)) changes.push({ queueId, agentId, change: 'removed' });
  await apply(tx, changes, wanted);
  return changes;
}

interface Member { readonly queueId: number; readonly agentId: number; readonly level: number }
type Members = ReadonlyMap<string, Member>;
const byPair = (rows: readonly Member[]): Members => new Map(rows.map((row) => [`${row.queueId}-${row.agentId}`, row]));

async function presentMembers(tx: Tx, ids: readonly number[]): Promise<Members> {
  return byPair(await tx.rows(sql<Member>`
    SELECT queue_id AS "queueId", agent_id AS "agentId", level FROM queue_agents WHERE account_id = ${tx.accountId} AND queue_id = ANY(${[...ids]}::bigint[])`));
}

async function wantedMembers(tx: Tx, ids: readonly number[]): Promise<Members> {
  return byPair(await tx.rows(sql<Member>`
    SELECT w.queue_id AS "queueId", w.agent_id AS "agentId", min(w.level)::smallint AS level
    FROM (
      SELECT s.queue_id, s.agent_id, s.level FROM queue_assignments s WHERE s.account_id = ${tx.accountId} AND s.queue_id = ANY(${[...ids]}::bigint[]) AND s.agent_id IS NOT NULL
      UNION ALL
      SELECT s.queue_id, m.agent_id, s.level FROM queue_assignments s
      JOIN teams t ON t.account_id = s.account_id AND t.id = s.team_id AND t.deleted_at IS NULL
      JOIN team_members m ON m.account_id = s.account_id AND m.team_id = s.team_id
      WHERE s.account_id = ${tx.accountId} AND s.queue_id = ANY(${[...ids]}::bigint[])
    ) w
    JOIN agents a ON a.account_id = ${tx.accountId} AND a.id = w.agent_id AND a.deactivated_at IS NULL
    WHERE NOT EXISTS (
      SELECT FROM queue_skills k WHERE k.account_id = ${tx.accountId} AND k.queue_id = w.queue_id AND NOT EXISTS (
        SELECT FROM agent_skills c WHERE c.account_id = ${tx.accountId} AND c.agent_id = w.agent_id AND c.skill = k.skill AND c.level >= k.level))
    GROUP BY w.queue_id, w.agent_id`));
}

async function apply(tx: Tx, changes: readonly MemberChange[], wanted: Members): Promise<void> {
  const of = (change: MemberChange['change']): MemberChange[] => changes.filter((one) => one.change === change);
  const [added, removed, moved] = [of('added'), of('removed'), of('moved')];
  const pairs = (some: readonly MemberChange[]) => sql`unnest(${some.map(({ queueId }) => queueId)}::bigint[], ${some.map(({ agentId }) => agentId)}::bigint[], ${
    some.map(({ queueId, agentId }) => wanted.get(`${queueId}-${agentId}`)?.level ?? 1)}::smallint[]) AS w(queue_id, agent_id, level)`;
  if (removed.length > 0) {
    await tx.run(sql`DELETE FROM queue_agents m USING ${pairs(removed)} WHERE m.account_id = ${tx.accountId} AND m.queue_id = w.queue_id AND m.agent_id = w.agent_id`);
  }
  if (moved.length > 0) {
    await tx.run(sql`UPDATE queue_agents m SET level = w.level FROM ${pairs(moved)} WHERE m.account_id = ${tx.accountId} AND m.queue_id = w.queue_id AND m.agent_id = w.agent_id`);
  }
  if (added.length === 0) return;
  const agents = [...new Set(added.map(({ agentId }) => agentId))].sort((a, b) => a - b);
  await tx.rows(sql<object>`SELECT agent_id FROM agent_presence WHERE account_id = ${tx.accountId} AND agent_id = ANY(${agents}::bigint[]) ORDER BY agent_id FOR UPDATE`);
  await tx.run(sql`
    INSERT INTO queue_agents (account_id, queue_id, agent_id, level, ready_since)
    SELECT ${tx.accountId}::bigint, w.queue_id, w.agent_id, w.level,
      (SELECT max(o.ready_since) FROM queue_agents o JOIN queues oq ON oq.account_id = o.account_id AND oq.id = o.queue_id
       WHERE o.account_id = ${tx.accountId} AND o.agent_id = w.agent_id AND oq.kind = q.kind)
    FROM ${pairs(added)} JOIN queues q ON q.account_id = ${tx.accountId} AND q.id = w.queue_id
    ON CONFLICT DO NOTHING`);
}
