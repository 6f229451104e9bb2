import { sql, type Sql, type Tx } from '#storage/index.ts';
import { secondsBetween } from './seconds-between.ts';
import type { Window } from './window.ts';

export interface HandlingSums { readonly queueId: number; readonly handlings: number; readonly seconds: number }

/**
 * Handlings that ended in the window, one row each: party_id, interaction_id, conversation_id, agent_id, queue_id, started_at, ended_at, seconds. Read
 * agent by agent, for that is how the index has the spans of agents. A part with a span that still runs is not over.
 */
export const endedHandlings = (accountId: number, { from, now, reachFrom }: Window): Sql => sql`
  SELECT h.party_id, h.interaction_id, i.conversation_id, h.agent_id, coalesce(h.queue_id, i.queue_id) AS queue_id, h.started_at, h.ended_at, h.seconds
  FROM (
    SELECT s.party_id, s.interaction_id, s.agent_id, max(s.queue_id) AS queue_id, min(s.started_at) AS started_at, max(s.ended_at) AS ended_at,
      sum(${secondsBetween(sql`s.started_at`, sql`s.ended_at`)})::bigint AS seconds
    FROM agents a JOIN interaction_spans s ON s.account_id = a.account_id AND s.agent_id = a.id AND s.started_at >= ${reachFrom}::timestamptz AND s.started_at <= ${now}::timestamptz
    WHERE a.account_id = ${accountId}
    GROUP BY s.party_id, s.interaction_id, s.agent_id
    HAVING bool_and(s.ended_at IS NOT NULL) AND max(s.ended_at) >= ${from}::timestamptz AND max(s.ended_at) <= ${now}::timestamptz) h
  JOIN interaction_parties p ON p.account_id = ${accountId} AND p.id = h.party_id AND p.kind = 'agent' AND p.role NOT IN ('monitor', 'coach') AND p.connected_at IS NOT NULL
  JOIN interactions i ON i.account_id = ${accountId} AND i.id = h.interaction_id`;

export async function sumHandlings(tx: Tx, window: Window): Promise<HandlingSums[]> {
  return tx.rows(sql<HandlingSums>`
    SELECT queue_id AS "queueId", count(*) AS handlings, coalesce(sum(seconds), 0)::bigint AS seconds
    FROM (${endedHandlings(tx.accountId, window)}) h WHERE queue_id IS NOT NULL GROUP BY queue_id`);
}
