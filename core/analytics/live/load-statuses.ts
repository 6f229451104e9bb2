import { builtInStatuses } from '#core/presence/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Names and colours of all statuses as the account has them, the deleted ones too: a stay in one of them stays in the record. */
export async function loadStatuses(tx: Tx): Promise<Map<number, { readonly name: string; readonly color: string }>> {
  const own = await tx.rows(sql<{ id: number; name: string; color: string }>`SELECT id, name, color FROM agent_statuses WHERE account_id = ${tx.accountId}`);
  return new Map([...builtInStatuses, ...own].map(({ id, name, color }) => [id, { name, color }]));
}
