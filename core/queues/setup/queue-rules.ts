import { sql, type Tx } from '#storage/index.ts';
import type { QueueKind, QueueRules } from '../queue.ts';
import { queueTables, rulesColumns } from './queue-columns.ts';

/** The rules of a queue that takes new work; null: there is none, or it is deleted. */
export async function getQueueRules(tx: Tx, queueId: number): Promise<QueueRules | null> {
  return tx.maybe(sql<QueueRules>`SELECT ${rulesColumns} FROM ${queueTables} WHERE queues.account_id = ${tx.accountId} AND queues.id = ${queueId} AND queues.deleted_at IS NULL`);
}

/** The rules of a queue for what is in it: of a deleted one too. Null: there never was one. */
export async function readQueueRules(tx: Tx, queueId: number): Promise<(QueueRules & { readonly isDeleted: boolean }) | null> {
  return tx.maybe(sql<QueueRules & { isDeleted: boolean }>`
    SELECT ${rulesColumns}, queues.deleted_at IS NOT NULL AS "isDeleted" FROM ${queueTables} WHERE queues.account_id = ${tx.accountId} AND queues.id = ${queueId}`);
}

/**
 * Locks a queue and reads its rules afterwards. A deleted queue too, unlike `getQueueRules`: what waits in it is still given out. Who puts something
 * into a queue asks `getQueueRules` first, or `isDeleted` here.
 */
export async function lockQueueRules(tx: Tx, queueId: number): Promise<(QueueRules & { readonly isDeleted: boolean }) | null> {
  return tx.maybe(sql<QueueRules & { isDeleted: boolean }>`
    SELECT ${rulesColumns}, queues.deleted_at IS NOT NULL AS "isDeleted" FROM ${queueTables}
    WHERE queues.account_id = ${tx.accountId} AND queues.id = ${queueId} FOR NO KEY UPDATE OF queues`);
}

/** Where a leaf leads in a language; null: nowhere. */
export async function findQueueOfPath(tx: Tx, { menuPathId, lang, kind }: { menuPathId: number; lang: string; kind: QueueKind }): Promise<QueueRules | null> {
  return tx.maybe(sql<QueueRules>`
    SELECT ${rulesColumns} FROM ${queueTables}
    WHERE queues.account_id = ${tx.accountId} AND queues.menu_path_id = ${menuPathId} AND queues.lang = ${lang} AND queues.kind = ${kind} AND queues.deleted_at IS NULL`);
}
