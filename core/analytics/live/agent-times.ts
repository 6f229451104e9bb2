import { statusIds } from '#core/presence/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { secondsBetween } from './seconds-between.ts';
import type { Window } from './window.ts';

export interface AgentTimes { readonly agentId: number; readonly busySeconds: number; readonly onlineSeconds: number }

/**
 * For each of these agents: seconds of the window in which at least one handling ran (overlaps once), and seconds online. The stay in a status that began
 * before the window is the last one before it: exactly one is open at any time.
 */
export async function loadAgentTimes(tx: Tx, agentIds: readonly number[], { from, now, reachFrom }: Window): Promise<AgentTimes[]> {
  if (agentIds.length === 0) return [];
  return tx.rows(sql<AgentTimes>`
    SELECT a.id AS "agentId", coalesce(b.seconds, 0)::bigint AS "busySeconds", coalesce(o.seconds, 0)::bigint AS "onlineSeconds"
    FROM unnest(${[...agentIds]}::bigint[]) AS a(id)
    LEFT JOIN LATERAL (
      SELECT sum(${secondsBetween(sql`lower(r)`, sql`upper(r)`)}) AS seconds
      FROM unnest((
        SELECT range_agg(tstzrange(greatest(s.started_at, ${from}::timestamptz), least(coalesce(s.ended_at, ${now}::timestamptz), ${now}::timestamptz)))
        FROM interaction_spans s JOIN interaction_parties p ON p.account_id = s.account_id AND p.id = s.party_id AND p.kind = 'agent' AND p.role NOT IN ('monitor', 'coach')
        WHERE s.account_id = ${tx.accountId} AND s.agent_id = a.id AND s.started_at >= ${reachFrom}::timestamptz AND s.started_at < ${now}::timestamptz
          AND coalesce(s.ended_at, ${now}::timestamptz) > ${from}::timestamptz)) AS r) b ON true
    LEFT JOIN LATERAL (
      SELECT sum(${secondsBetween(sql`greatest(t.started_at, ${from}::timestamptz)`, sql`least(coalesce(t.ended_at, ${now}::timestamptz), ${now}::timestamptz)`)}) AS seconds
      FROM (
        (SELECT status_id, started_at, ended_at FROM agent_activities
          WHERE account_id = ${tx.accountId} AND agent_id = a.id AND activity = 'status' AND started_at < ${from}::timestamptz ORDER BY started_at DESC, id DESC LIMIT 1)
        UNION ALL
        (SELECT status_id, started_at, ended_at FROM agent_activities
          WHERE account_id = ${tx.accountId} AND agent_id = a.id AND activity = 'status' AND started_at >= ${from}::timestamptz AND started_at < ${now}::timestamptz)) t
      WHERE t.status_id <> ${statusIds.offline} AND coalesce(t.ended_at, ${now}::timestamptz) > ${from}::timestamptz) o ON true
    ORDER BY a.id`);
}
