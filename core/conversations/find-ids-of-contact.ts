import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

const idsMax = 5_000;

/** The newest 5,000 conversations with a contact, whatever their life. */
export async function findIdsOfContact(tx: Tx, act: Act, contactId: number): Promise<number[]> {
  requirePermission(act, 'conversations.read');
  const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND contact_id = ${contactId} ORDER BY last_message_at DESC, id DESC LIMIT ${idsMax}`);
  return rows.map(({ id }) => id);
}
