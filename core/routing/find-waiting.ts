import type { InteractionKind } from '#core/interactions/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A queue in which something waits now. Whole seconds, both ends rounded down, as a call's own; the sum is the sum of the seconds of each, so that figures add up. */
export interface QueueWaiting {
  readonly queueId: number;
  readonly kind: InteractionKind;
  readonly name: string;
  readonly menuId: number | null;
  readonly menuPathId: number | null;
  readonly menuPath: string | null;
  readonly lang: string;
  readonly waiting: number;
  /** When the one that waits longest came. */
  readonly oldestAt: string;
  readonly oldestSeconds: number;
  readonly totalSeconds: number;
}

/** Queues in which something waits at the act's instant, by id; held out to somebody counts as waiting until it is taken. */
export async function findWaiting(tx: Tx, act: Act): Promise<QueueWaiting[]> {
  requirePermission(act, 'queues.read');
  return tx.rows(sql<QueueWaiting>`
    SELECT q.id AS "queueId", q.kind, q.name, p.menu_id AS "menuId", q.menu_path_id AS "menuPathId", p.path AS "menuPath", q.lang,
      w.waiting, w.oldest_at AS "oldestAt", w.oldest_seconds AS "oldestSeconds", w.total_seconds AS "totalSeconds"
    FROM (
      SELECT e.queue_id, count(*) AS waiting, min(e.entered_at) AS oldest_at,
        max(greatest(0, floor(extract(epoch FROM ${act.now}::timestamptz)) - floor(extract(epoch FROM e.entered_at))))::bigint AS oldest_seconds,
        sum(greatest(0, floor(extract(epoch FROM ${act.now}::timestamptz)) - floor(extract(epoch FROM e.entered_at))))::bigint AS total_seconds
      FROM queue_entries e WHERE e.account_id = ${tx.accountId} GROUP BY e.queue_id) w
      JOIN queues q ON q.account_id = ${tx.accountId} AND q.id = w.queue_id
      LEFT JOIN menu_paths p ON p.account_id = q.account_id AND p.id = q.menu_path_id
    ORDER BY q.id`);
}
