import { sql, type Tx } from '#storage/index.ts';
import type { QueueKind } from '../queue.ts';

/** The queues that these nodes lead to and that are there. */
export async function queuesOfMenus(tx: Tx, menuIds: readonly number[]): Promise<{ id: number; name: string; menuId: number; lang: string; kind: QueueKind }[]> {
  return tx.rows(sql<{ id: number; name: string; menuId: number; lang: string; kind: QueueKind }>`
    SELECT q.id, q.name, p.menu_id AS "menuId", q.lang, q.kind FROM menu_paths p JOIN queues q ON q.account_id = p.account_id AND q.menu_path_id = p.id AND q.deleted_at IS NULL
    WHERE p.account_id = ${tx.accountId} AND p.menu_id = ANY(${[...menuIds]}::bigint[]) ORDER BY q.id`);
}
