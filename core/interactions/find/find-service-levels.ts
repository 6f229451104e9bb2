import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { InteractionKind } from '../interaction.ts';

/** Stays in a queue that ended within the time, by how they were judged. The excluded ones count for nothing. */
export interface QueueServiceLevel { readonly queueId: number; readonly menuPathId: number | null; readonly lang: string; readonly inSla: number; readonly notInSla: number; readonly excluded: number }

/** From now back over `minutes`: one row for each queue, path and language in which a stay ended. Read from the spans, by their end. */
export async function findServiceLevels(tx: Tx, act: Act, { kind, minutes }: { readonly kind: InteractionKind; readonly minutes: number }): Promise<QueueServiceLevel[]> {
  requirePermission(act, 'queues.read');
  return tx.rows(sql<QueueServiceLevel>`
    SELECT queue_id AS "queueId", menu_path_id AS "menuPathId", lang, count(*) FILTER (WHERE sla = 'in_sla') AS "inSla", count(*) FILTER (WHERE sla = 'not_in_sla') AS "notInSla",
      count(*) FILTER (WHERE sla = 'excluded') AS excluded
    FROM interaction_spans
    WHERE account_id = ${tx.accountId} AND kind = ${kind} AND type = 'queue' AND ended_at IS NOT NULL AND queue_id IS NOT NULL
      AND ended_at > ${act.now}::timestamptz - make_interval(mins => ${minutes}::integer) AND ended_at <= ${act.now}::timestamptz
    GROUP BY queue_id, menu_path_id, lang ORDER BY queue_id, menu_path_id, lang`);
}
