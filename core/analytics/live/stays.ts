import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { secondsBetween } from './seconds-between.ts';
import type { Window } from './window.ts';

export interface StaySums {
  readonly queueId: number;
  readonly inSla: number;
  readonly notInSla: number;
  readonly excluded: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly answerSeconds: number;
}

/** Which stays are behind a figure. */
export const stayConditions = {
  'service-level': sql`s.sla IS NOT NULL`,
  answered: sql`s.outcome = 'answered'`,
  abandoned: sql`s.outcome = 'abandoned'`,
  'speed-of-answer': sql`s.outcome = 'answered'`,
} as const satisfies Readonly<Record<string, Sql>>;

/** Stays that ended in the window. A wait for one person (a transfer to an agent) is promised nothing and is no stay in a queue. */
export const endedStays = (accountId: number, { from, now }: Window): Sql => allOf([
  sql`s.account_id = ${accountId}`, sql`s.kind IN ('call', 'chat')`, sql`s.type = 'queue'`, sql`s.ended_at >= ${from}::timestamptz`, sql`s.ended_at <= ${now}::timestamptz`, sql`s.target_seconds IS NOT NULL`,
]);

export const staySeconds = secondsBetween(sql`s.started_at`, sql`s.ended_at`);

/** One row for each queue in which a stay ended. */
export async function sumStays(tx: Tx, window: Window): Promise<StaySums[]> {
  return tx.rows(sql<StaySums>`
    SELECT s.queue_id AS "queueId", count(*) FILTER (WHERE s.sla = 'in_sla') AS "inSla", count(*) FILTER (WHERE s.sla = 'not_in_sla') AS "notInSla", count(*) FILTER (WHERE s.sla = 'excluded') AS excluded,
      count(*) FILTER (WHERE ${stayConditions.answered}) AS answered, count(*) FILTER (WHERE ${stayConditions.abandoned}) AS abandoned,
      coalesce(sum(${staySeconds}) FILTER (WHERE ${stayConditions['speed-of-answer']}), 0)::bigint AS "answerSeconds"
    FROM interaction_spans s WHERE ${endedStays(tx.accountId, window)} AND s.queue_id IS NOT NULL GROUP BY s.queue_id`);
}
