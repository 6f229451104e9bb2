import { statusIds } from '#core/presence/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { secondsBetween } from './seconds-between.ts';
import type { Window } from './window.ts';

/** `offlineSeconds`: in which work ran while the agent was not online (a chat that was wound up after he had gone, a record from elsewhere): no part of `busySeconds`. */
export interface AgentTimes { readonly agentId: number; readonly busySeconds: number; readonly offlineSeconds: number; readonly onlineSeconds: number }

/**
 * For each of these agents: seconds of the window online, and of those in which at least one handling ran (overlaps once). Busy time is cut to online time, so it is never more. The
 * stay in a status that began before the window is the last one before it: exactly one is open at any time.
 */
export async function loadAgentTimes(tx: Tx, agentIds: readonly number[], { from, now, reachFrom }: Window): Promise<AgentTimes[]> {
  if (agentIds.length === 0) return [];
  const within = (start: Sql, end: Sql): Sql => sql`tstzrange(greatest(${start}, ${from}::timestamptz), least(coalesce(${end}, ${now}::timestamptz), ${now}::timestamptz))`;
  const secondsOf = (ranges: Sql): Sql => sql`coalesce((SELECT sum(${secondsBetween(sql`lower(r)`, sql`upper(r)`)}) FROM unnest(${ranges}) AS r), 0)::bigint`;
  return tx.rows(sql<AgentTimes>`
    SELECT a.id AS "agentId", ${secondsOf(sql`b.busy * o.online`)} AS "busySeconds", ${secondsOf(sql`b.busy - o.online`)} AS "offlineSeconds", ${secondsOf(sql`o.online`)} AS "onlineSeconds"
    FROM unnest(${[...agentIds]}::bigint[]) AS a(id)
    CROSS JOIN LATERAL (
      SELECT coalesce(range_agg(${within(sql`p.joined_at`, sql`p.over_at`)}), '{}'::tstzmultirange) AS busy
      FROM interaction_parties p
      WHERE p.account_id = ${tx.accountId} AND p.agent_id = a.id AND p.kind = 'agent' AND p.role NOT IN ('monitor', 'coach') AND p.joined_at >= ${reachFrom}::timestamptz AND p.joined_at < ${now}::timestamptz
        AND coalesce(p.over_at, ${now}::timestamptz) > ${from}::timestamptz) b
    CROSS JOIN LATERAL (
      SELECT coalesce(range_agg(${within(sql`t.started_at`, sql`t.ended_at`)}), '{}'::tstzmultirange) AS online
      FROM (
        (SELECT status_id, started_at, ended_at FROM agent_activities
          WHERE account_id = ${tx.accountId} AND agent_id = a.id AND activity = 'status' AND started_at < ${from}::timestamptz ORDER BY started_at DESC, id DESC LIMIT 1)
        UNION ALL
        (SELECT status_id, started_at, ended_at FROM agent_activities
          WHERE account_id = ${tx.accountId} AND agent_id = a.id AND activity = 'status' AND started_at >= ${from}::timestamptz AND started_at < ${now}::timestamptz)) t
      WHERE t.status_id <> ${statusIds.offline} AND coalesce(t.ended_at, ${now}::timestamptz) > ${from}::timestamptz) o
    ORDER BY a.id`);
}
