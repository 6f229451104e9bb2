import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What became of the waits in a queue that ended between two instants. Whole seconds, both ends rounded down, as a call's own. */
export interface QueueFigures {
  readonly queueId: number;
  readonly name: string;
  readonly kind: 'call' | 'chat';
  readonly waits: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Sent elsewhere: deflected, moved, waited too long. */
  readonly elsewhere: number;
  readonly inSla: number;
  readonly notInSla: number;
  /** Of all that count (excluded ones do not), as the queue promised when they came; null: none counted. */
  readonly serviceLevelPercent: number | null;
  /** Mean seconds until an answer; null: none. */
  readonly averageAnswerSeconds: number | null;
  readonly longestSeconds: number;
}

export async function findQueueFigures(tx: Tx, act: Act, { from, to }: { readonly from: string; readonly to: string }): Promise<QueueFigures[]> {
  requirePermission(act, 'queues.read');
  return tx.rows(sql<QueueFigures>`
    SELECT q.id AS "queueId", q.name, q.kind, f.waits, f.answered, f.abandoned, f.waits - f.answered - f.abandoned AS elsewhere, f.in_sla AS "inSla", f.not_in_sla AS "notInSla",
      CASE WHEN f.in_sla + f.not_in_sla > 0 THEN round(100.0 * f.in_sla / (f.in_sla + f.not_in_sla), 1)::float8 END AS "serviceLevelPercent", f.average_answer::float8 AS "averageAnswerSeconds", f.longest AS "longestSeconds"
    FROM (
      SELECT s.queue_id, count(*) AS waits, count(*) FILTER (WHERE s.outcome = 'answered') AS answered, count(*) FILTER (WHERE s.outcome = 'abandoned') AS abandoned,
        count(*) FILTER (WHERE s.sla = 'in_sla') AS in_sla, count(*) FILTER (WHERE s.sla = 'not_in_sla') AS not_in_sla,
        round(avg(floor(extract(epoch FROM s.ended_at)) - floor(extract(epoch FROM s.started_at))) FILTER (WHERE s.outcome = 'answered'), 1) AS average_answer, max(floor(extract(epoch FROM s.ended_at)) - floor(extract(epoch FROM s.started_at)))::bigint AS longest
      FROM interaction_spans s
      WHERE s.account_id = ${tx.accountId} AND s.type = 'queue' AND s.ended_at IS NOT NULL AND s.kind IN ('call', 'chat') AND s.ended_at >= ${from} AND s.ended_at <= ${to}
      GROUP BY s.queue_id) f
      JOIN queues q ON q.account_id = ${tx.accountId} AND q.id = f.queue_id
    ORDER BY q.name, q.id`);
}
