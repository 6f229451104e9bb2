import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { rowColumns, toRow, type ConversationRow, type RawRow } from './conversation-row.ts';

/** These conversations as a list shows them, in the order of the ids. Unknown, deleted and merged ones are left out. One statement. */
export async function findRowsById(tx: Tx, act: Act, ids: readonly number[]): Promise<ConversationRow[]> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const rows = await tx.rows(sql<RawRow>`
    SELECT ${rowColumns} FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${[...ids]}::bigint[]) AND c.life <> 'deleted' AND c.merged_into IS NULL`);
  const byId = new Map(rows.map((row) => [row.id, toRow(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
