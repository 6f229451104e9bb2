import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { AgentWork } from '../agent-work.ts';
import { builtInStatuses, statusIds } from '../statuses/built-in.ts';

/** Away for less: it was a reload or a bad network. */
export const shortAwaySeconds = 60;

/**
 * In which status an agent comes back online. What he chose while he was away, else what he had where he was away for less than a minute, else
 * Unavailable: nobody is given work before he says that he is there.
 */
export async function statusAtReturn(tx: Tx, act: Act, work: AgentWork): Promise<number> {
  if (work.statusId !== statusIds.offline) return work.statusId;
  const left = await tx.maybe(sql<{ id: number; at: string }>`
    SELECT id, started_at AS at FROM agent_activities WHERE account_id = ${tx.accountId} AND agent_id = ${work.agentId} AND activity = 'logout'
    ORDER BY started_at DESC, id DESC LIMIT 1`);
  if (!left || Date.parse(act.now) - Date.parse(left.at) >= shortAwaySeconds * 1000) return statusIds.unavailable;
  // The line of the logout stands before the stay that it began.
  const had = await tx.maybe(sql<{ statusId: number }>`
    SELECT status_id AS "statusId" FROM agent_activities
    WHERE account_id = ${tx.accountId} AND agent_id = ${work.agentId} AND activity = 'status' AND started_at <= ${left.at}::timestamptz AND id < ${left.id}
    ORDER BY started_at DESC, id DESC LIMIT 1`);
  const wasAtWork = builtInStatuses.some(({ id, isAutomatic }) => id === had?.statusId && isAutomatic && id !== statusIds.missedCall);
  return wasAtWork ? statusIds.available : had?.statusId ?? statusIds.unavailable;
}
