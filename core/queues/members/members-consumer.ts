import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { followMembers } from './follow-members.ts';

/**
 * Projection: keeps `queue_agents` after teams, agents and (two commands at once did not see each other) the queues themselves. What it writes
 * makes `queue.changed` again, and changes nothing the second time.
 */
export const queueMembersConsumer: Consumer = { name: 'queue-members', kind: 'projection', batchMax: 1_000, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const idsOf = (type: StoredEvent['type'], key: string): number[] => [...new Set(events.filter((event) => event.type === type).map(({ data }) => data[key] as number))];
  const [queues, teams, agents] = [idsOf('queue.changed', 'queueId'), idsOf('team.changed', 'teamId'), idsOf('agent.changed', 'agentId')];
  if (queues.length + teams.length + agents.length === 0) return;
  const touched = await tx.rows(sql<{ id: number }>`
    SELECT queue_id AS id FROM queue_assignments WHERE account_id = ${tx.accountId} AND team_id = ANY(${teams}::bigint[])
    UNION SELECT queue_id FROM queue_assignments WHERE account_id = ${tx.accountId} AND agent_id = ANY(${agents}::bigint[])
    UNION SELECT queue_id FROM queue_agents WHERE account_id = ${tx.accountId} AND agent_id = ANY(${agents}::bigint[])
    UNION SELECT s.queue_id FROM team_members m JOIN queue_assignments s ON s.account_id = m.account_id AND s.team_id = m.team_id
      WHERE m.account_id = ${tx.accountId} AND m.agent_id = ANY(${agents}::bigint[])`);
  const last = events.at(-1)!;
  await followMembers(tx, systemAct(tx.accountId, last.storedAt, 'queue-members', last.origin), [...queues, ...touched.map(({ id }) => id)]);
}
