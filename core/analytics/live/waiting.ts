import type { QueueKind } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { secondsBetween } from './seconds-between.ts';

export interface Waiting {
  readonly interactionId: number;
  readonly conversationId: number;
  readonly queueId: number;
  readonly kind: QueueKind;
  readonly since: string;
  /** What has passed, rounded down: as `findWaiting` (core/routing) says it. */
  readonly seconds: number;
  readonly dueAt: string;
  /** Until the target passes; negative: it has. */
  readonly dueInMs: number;
}

/** What waits now in queues that are there, the first to be due first. The target is that of the stay: the one promised when it began. */
export async function loadWaiting(tx: Tx, now: string, queueId: number | null = null): Promise<Waiting[]> {
  return tx.rows(sql<Waiting>`
    SELECT w.interaction_id AS "interactionId", w.conversation_id AS "conversationId", w.queue_id AS "queueId", w.kind, w.since, w.due AS "dueAt",
      ${secondsBetween(sql`w.since`, sql`${now}::timestamptz`)} AS seconds,
      floor(extract(epoch FROM w.due - ${now}::timestamptz) * 1000)::bigint AS "dueInMs"
    FROM (
      SELECT e.interaction_id, i.conversation_id, e.queue_id, q.kind, coalesce(s.started_at, e.entered_at) AS since,
        coalesce(s.started_at, e.entered_at) + make_interval(secs => coalesce(s.target_seconds, q.target_seconds)) AS due
      FROM queues q
      JOIN queue_entries e ON e.account_id = q.account_id AND e.queue_id = q.id
      JOIN interactions i ON i.account_id = e.account_id AND i.id = e.interaction_id
      LEFT JOIN LATERAL (
        SELECT started_at, target_seconds FROM interaction_spans
        WHERE account_id = e.account_id AND interaction_id = e.interaction_id AND type = 'queue' AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1) s ON true
      WHERE q.account_id = ${tx.accountId} AND q.deleted_at IS NULL AND (${queueId}::bigint IS NULL OR q.id = ${queueId})) w
    ORDER BY w.due, w.interaction_id`);
}
