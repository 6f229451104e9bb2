import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** When each contact was last heard of, of those the projection has come by. */
export async function findContactActivity(tx: Tx, act: Act, ids: readonly number[]): Promise<Map<number, string>> {
  requirePermission(act, 'contacts.read');
  requireSameAccount(tx, act);
  const rows = await tx.rows(sql<{ id: number; at: string }>`
    SELECT contact_id AS id, last_at AS at FROM contact_activity WHERE account_id = ${tx.accountId} AND contact_id = ANY(${[...ids]}::bigint[])`);
  return new Map(rows.map(({ id, at }) => [id, at]));
}
