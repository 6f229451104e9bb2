import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { Interaction } from '../interaction.ts';
import { fromRows, type InteractionRows } from './interaction-rows.ts';

/** The row and its parts as JSON, of a table or alias named i: one statement however many interactions it is about. */
export const wholeColumns: Sql<InteractionRows> = sql`
  row_to_json(i) AS row,
  (SELECT json_agg(p) FROM interaction_parties p WHERE p.account_id = i.account_id AND p.interaction_id = i.id) AS parties,
  (SELECT json_agg(s) FROM interaction_spans s WHERE s.account_id = i.account_id AND s.interaction_id = i.id) AS spans,
  (SELECT json_agg(t) FROM interaction_transfers t WHERE t.account_id = i.account_id AND t.interaction_id = i.id) AS transfers,
  (SELECT json_agg(r) FROM interaction_recordings r WHERE r.account_id = i.account_id AND r.interaction_id = i.id) AS recordings,
  (SELECT json_agg(d) FROM interaction_dispositions d WHERE d.account_id = i.account_id AND d.interaction_id = i.id) AS dispositions`;

/**
 * One call or chat with all its parts; null: there is none. For commands and for reads that have checked their own permission. `lock`: until the end of the
 * transaction nobody else changes it. The parts are read once the row is locked: a statement that waited for it would see the parts of before.
 */
export async function loadInteraction(tx: Tx, id: number, { lock = false }: { lock?: boolean } = {}): Promise<Interaction | null> {
  if (lock && !(await tx.maybe(sql`SELECT 1 AS there FROM interactions WHERE account_id = ${tx.accountId} AND id = ${id} FOR NO KEY UPDATE`))) return null;
  const found = await tx.maybe(sql<InteractionRows>`SELECT ${wholeColumns} FROM interactions i WHERE i.account_id = ${tx.accountId} AND i.id = ${id}`);
  return found && fromRows(found);
}
