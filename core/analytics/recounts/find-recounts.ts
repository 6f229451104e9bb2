import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { recountColumns, type Recount } from './recount.ts';

const shownMax = 20;

/** The newest 20, newest first. Needs `reports.read`. */
export async function findRecounts(tx: Tx, act: Act): Promise<Recount[]> {
  requirePermission(act, 'reports.read');
  return tx.rows(sql<Recount>`SELECT ${recountColumns} FROM fact_recounts r WHERE r.account_id = ${tx.accountId} ORDER BY r.id DESC LIMIT ${shownMax}`);
}

/** `not-found` for another account's, too. */
export async function getRecount(tx: Tx, act: Act, id: number): Promise<Recount> {
  requirePermission(act, 'reports.read');
  const found = await tx.maybe(sql<Recount>`SELECT ${recountColumns} FROM fact_recounts r WHERE r.account_id = ${tx.accountId} AND r.id = ${id}`);
  if (!found) throw notFound('recount');
  return found;
}

/** One of everything that is not over: its id. */
export async function findOpenRecount(tx: Tx): Promise<number | null> {
  const found = await tx.maybe(sql<{ id: number }>`
    SELECT id FROM fact_recounts WHERE account_id = ${tx.accountId} AND from_at IS NULL AND state IN ('waiting', 'running', 'closing') ORDER BY id LIMIT 1`);
  return found?.id ?? null;
}
