import { getMember } from '#core/accounts/index.ts';
import { changeConversations, changeManyMax, restoreConversations, type ConversationFacts } from '#core/conversations/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { bulkColumns, type BulkChange, type BulkOperation } from './bulk-operation.ts';

export interface BulkRun {
  readonly database: Database;
  readonly accountId: number;
  readonly operationId: number;
  readonly now: () => string;
  readonly signal?: AbortSignal;
  /** After each round that was committed. */
  readonly onRound?: () => void;
}

/**
 * Works an operation off in rounds of 500, each its own transaction, with the rights that its person has at that moment. May be called again at
 * any time, by several at once: each round takes what still waits. Returns where it stands.
 */
export async function runBulk({ database, accountId, operationId, now, signal, onRound }: BulkRun): Promise<BulkOperation | null> {
  for (;;) {
    const operation = await database.withAccount(accountId, (tx) => runRound(tx, operationId, now()));
    onRound?.();
    if (operation === null || signal?.aborted || (operation.state !== 'running' && operation.state !== 'undoing')) return operation;
  }
}

/** One round; null where there is no such operation. */
async function runRound(tx: Tx, operationId: number, now: string): Promise<BulkOperation | null> {
  const operation = await tx.maybe(sql<BulkOperation & { change: BulkChange }>`
    SELECT ${bulkColumns}, change FROM bulk_operations WHERE account_id = ${tx.accountId} AND id = ${operationId} FOR UPDATE`);
  if (!operation || (operation.state !== 'running' && operation.state !== 'undoing')) return operation;
  const member = await getMember(tx, operation.userId);
  const act: Act = { accountId: tx.accountId, actor: { kind: 'user', id: operation.userId, permissions: member?.permissions ?? new Set() }, source: 'desk:bulk', origin: 'live', now };
  try {
    return operation.state === 'running' ? await changeRound(tx, act, operation) : await undoRound(tx, act, operation);
  } catch (error) {
    // What makes no sense any more (right lost, agent gone) is not tried again; everything else is, and nothing of this round was written by then.
    if (!(error instanceof CoreError) || error.code === 'unavailable') throw error;
    return end(tx, operation, operation.state === 'running' ? 'failed' : 'undone', now);
  }
}

async function changeRound(tx: Tx, act: Act, operation: BulkOperation & { change: BulkChange }): Promise<BulkOperation> {
  const asked = (await tx.rows(sql<{ id: number }>`
    SELECT conversation_id AS id FROM bulk_items WHERE account_id = ${tx.accountId} AND operation_id = ${operation.id} AND state = 'waiting' ORDER BY conversation_id LIMIT ${changeManyMax}`)).map(({ id }) => id);
  const { ids, doubles } = await followMerges(tx, operation.id, asked);
  const changed = await changeConversations(tx, act, ids, operation.change, { passOver: true });
  const byId = new Map(changed.map((one) => [one.id, one]));
  await markItems(tx, operation.id, doubles.map((id) => ({ id, state: 'unchanged', before: null, after: null })));
  const rows = ids.map((id) => ({ id, state: byId.has(id) ? 'changed' : 'unchanged', before: byId.get(id)?.before ?? null, after: byId.get(id)?.after ?? null }));
  await markItems(tx, operation.id, rows);
  const after = await tx.one(sql<BulkOperation>`
    UPDATE bulk_operations SET done = done + ${asked.length}::integer, changed = changed + ${rows.filter(({ state }) => state === 'changed').length}::integer
    WHERE account_id = ${tx.accountId} AND id = ${operation.id} RETURNING ${bulkColumns}`);
  return after.done >= after.total || asked.length === 0 ? end(tx, after, 'done', act.now) : after;
}

/**
 * What was merged since the operation began is changed in what it was merged into, and its item stands for that one. `doubles`: those whose target has
 * an item of its own, which does it. All are locked: nobody merges them away before they are changed.
 */
async function followMerges(tx: Tx, operationId: number, asked: readonly number[]): Promise<{ ids: number[]; doubles: number[] }> {
  const rows = await tx.rows(sql<{ id: number; into: number | null }>`
    SELECT id, merged_into AS into FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${[...asked]}::bigint[]) ORDER BY id FOR UPDATE`);
  const merged = rows.flatMap(({ id, into }) => (into === null ? [] : [{ id, into }]));
  if (merged.length === 0) return { ids: [...asked], doubles: [] };
  const moved = await tx.rows(sql<{ id: number; into: number }>`
    UPDATE bulk_items i SET conversation_id = r.into
    FROM (SELECT DISTINCT ON (m.into) m.id, m.into FROM jsonb_to_recordset(${JSON.stringify(merged)}::jsonb) AS m(id bigint, "into" bigint)
          WHERE NOT EXISTS (SELECT FROM bulk_items o WHERE o.account_id = ${tx.accountId} AND o.operation_id = ${operationId} AND o.conversation_id = m.into) ORDER BY m.into, m.id) r
    WHERE i.account_id = ${tx.accountId} AND i.operation_id = ${operationId} AND i.conversation_id = r.id RETURNING r.id, r.into`);
  const target = new Map(moved.map(({ id, into }) => [id, into]));
  const doubles = merged.filter(({ id }) => !target.has(id)).map(({ id }) => id);
  return { ids: asked.filter((id) => !doubles.includes(id)).map((id) => target.get(id) ?? id), doubles };
}

async function undoRound(tx: Tx, act: Act, operation: BulkOperation): Promise<BulkOperation> {
  const items = await tx.rows(sql<{ id: number; before: ConversationFacts; after: ConversationFacts }>`
    SELECT conversation_id AS id, before, after FROM bulk_items WHERE account_id = ${tx.accountId} AND operation_id = ${operation.id} AND state = 'changed' ORDER BY conversation_id LIMIT ${changeManyMax}`);
  if (items.length === 0) return end(tx, operation, 'undone', act.now);
  const restored = new Set(await restoreConversations(tx, act, items));
  await markItems(tx, operation.id, items.map(({ id, before, after }) => ({ id, state: restored.has(id) ? 'restored' : 'kept', before, after })));
  const after = await tx.one(sql<BulkOperation>`
    UPDATE bulk_operations SET restored = restored + ${restored.size}::integer WHERE account_id = ${tx.accountId} AND id = ${operation.id} RETURNING ${bulkColumns}`);
  return items.length < changeManyMax ? end(tx, after, 'undone', act.now) : after;
}

async function markItems(tx: Tx, operationId: number, rows: readonly { id: number; state: string; before: ConversationFacts | null; after: ConversationFacts | null }[]): Promise<void> {
  await tx.run(sql`
    UPDATE bulk_items i SET state = r.state, before = nullif(r.before, 'null'), after = nullif(r.after, 'null')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id bigint, state text, before jsonb, after jsonb)
    WHERE i.account_id = ${tx.accountId} AND i.operation_id = ${operationId} AND i.conversation_id = r.id`);
}

async function end(tx: Tx, operation: BulkOperation, state: BulkOperation['state'], now: string): Promise<BulkOperation> {
  return tx.one(sql<BulkOperation>`
    UPDATE bulk_operations SET state = ${state}, finished_at = ${now} WHERE account_id = ${tx.accountId} AND id = ${operation.id} RETURNING ${bulkColumns}`);
}
