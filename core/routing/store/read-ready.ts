import { sql, type Tx } from '#storage/index.ts';
import type { ReadyAgent } from '../engine/store.ts';
import { fromInstant } from './instants.ts';

interface ReadyRow { readonly agentId: number; readonly level: number; readonly readySince: string }
const toReady = ({ agentId, level, readySince }: ReadyRow): ReadyAgent => ({ agentId, level, readySinceMs: fromInstant(readySince) });

/**
 * Who is ready in these levels of the queue, the lowest level and then the longest idle first. One probe of `queue_agents_free` for each level, so it costs the same with
 * 20 agents and with 2,000.
 */
export async function readyAgents(
  tx: Tx, queueId: number, { from, to }: { readonly from: number; readonly to: number }, { excluding, limit }: { readonly excluding: readonly number[]; readonly limit: number },
): Promise<ReadyAgent[]> {
  if (to < from || limit <= 0) return [];
  const rows = await tx.rows(sql<ReadyRow>`
    SELECT r.agent_id AS "agentId", r.level, r.ready_since AS "readySince"
    FROM generate_series(${from}::integer, ${Math.min(to, levelsMax)}::integer) AS l(level)
      CROSS JOIN LATERAL (
        SELECT qa.agent_id, qa.level, qa.ready_since FROM queue_agents qa
        WHERE qa.account_id = ${tx.accountId} AND qa.queue_id = ${queueId} AND qa.level = l.level::smallint AND qa.ready_since IS NOT NULL AND NOT qa.is_asked AND qa.agent_id <> ALL (${[...excluding]}::bigint[])
        ORDER BY qa.ready_since, qa.agent_id LIMIT ${limit}) r
    ORDER BY r.level, r.ready_since, r.agent_id LIMIT ${limit}`);
  return rows.map(toReady);
}

const levelsMax = 20;

/** The levels of the queue that have agents at all, ready or not: one probe a level. */
export async function levelsOf(tx: Tx, queueId: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ level: number }>`
    WITH RECURSIVE found AS (
      (SELECT level FROM queue_agents WHERE account_id = ${tx.accountId} AND queue_id = ${queueId} ORDER BY level LIMIT 1)
      UNION ALL
      SELECT (SELECT qa.level FROM queue_agents qa WHERE qa.account_id = ${tx.accountId} AND qa.queue_id = ${queueId} AND qa.level > found.level ORDER BY qa.level LIMIT 1)
      FROM found WHERE found.level IS NOT NULL
    ) SELECT level FROM found WHERE level IS NOT NULL ORDER BY level`);
  return rows.map((row) => row.level);
}

export async function isReadyIn(tx: Tx, queueId: number, agentId: number): Promise<ReadyAgent | null> {
  const row = await tx.maybe(sql<ReadyRow>`
    SELECT agent_id AS "agentId", level, ready_since AS "readySince" FROM queue_agents
    WHERE account_id = ${tx.accountId} AND queue_id = ${queueId} AND agent_id = ${agentId} AND ready_since IS NOT NULL AND NOT is_asked`);
  return row && toReady(row);
}
