import { sql, type Tx } from '#storage/index.ts';

/**
 * One at a time changes menus and queues of the account: trees, choice keys, paths and the targets of queues hang together across rows. The first lock
 * of a command, before any queue. Does not hold up calls and chats: what refers to the account takes a weaker lock.
 */
export async function lockSetup(tx: Tx): Promise<void> {
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
}
