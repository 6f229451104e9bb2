import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { secondsBetween } from './seconds-between.ts';
import type { Window } from './window.ts';

export interface HandlingSums { readonly queueId: number; readonly handlings: number; readonly seconds: number }

/**
 * Handlings that ended in the window, one row each: party_id, interaction_id, conversation_id, agent_id, queue_id, started_at, ended_at, seconds. A part is kept with its end
 * (`over_at`: its spans follow each other from `joined_at` to there), so no span is read.
 */
export const endedHandlings = (accountId: number, { from, now }: Window): Sql => sql`
  SELECT p.id AS party_id, p.interaction_id, i.conversation_id, p.agent_id, coalesce(p.handled_queue_id, i.queue_id) AS queue_id, p.joined_at AS started_at, p.over_at AS ended_at,
    ${secondsBetween(sql`p.joined_at`, sql`p.over_at`)} AS seconds
  FROM interaction_parties p JOIN interactions i ON i.account_id = p.account_id AND i.id = p.interaction_id
  WHERE ${endedParts(accountId, { from, now })}`;

/** Not of monitors and coaches, nor of who was never connected. */
const endedParts = (accountId: number, { from, now }: Pick<Window, 'from' | 'now'>): Sql => allOf([
  sql`p.account_id = ${accountId}`, sql`p.over_at >= ${from}::timestamptz`, sql`p.over_at <= ${now}::timestamptz`, sql`p.kind = 'agent'`, sql`p.role NOT IN ('monitor', 'coach')`, sql`p.connected_at IS NOT NULL`,
]);

/** As `endedHandlings`; the interaction is only looked up for a part that names no queue. */
export async function sumHandlings(tx: Tx, window: Window): Promise<HandlingSums[]> {
  return tx.rows(sql<HandlingSums>`
    SELECT queue_id AS "queueId", count(*) AS handlings, sum(seconds)::bigint AS seconds
    FROM (
      SELECT ${secondsBetween(sql`p.joined_at`, sql`p.over_at`)} AS seconds,
        CASE WHEN p.handled_queue_id IS NULL THEN (SELECT i.queue_id FROM interactions i WHERE i.account_id = p.account_id AND i.id = p.interaction_id) ELSE p.handled_queue_id END AS queue_id
      FROM interaction_parties p WHERE ${endedParts(tx.accountId, window)}) h
    WHERE queue_id IS NOT NULL GROUP BY queue_id`);
}
