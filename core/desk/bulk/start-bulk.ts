import { changeConversations, type Life } from '#core/conversations/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { filterArguments, usualLives, type ConversationFilter } from '../lists/conversation-filter.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { bulkColumns, bulkMax, type BulkChange, type BulkOperation } from './bulk-operation.ts';

export type BulkTarget = { readonly ids: readonly number[] } | { readonly filter: ConversationFilter };

/**
 * Begins a change of many conversations: those with these ids (all of the account, or nothing happens), or those a filter finds now.
 * Nothing is changed yet: `runBulk` does it in rounds. `too-large` beyond 50,000.
 */
export async function startBulk(tx: Tx, act: Act, target: BulkTarget, change: BulkChange): Promise<BulkOperation> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  if (act.actor.kind !== 'user' || act.actor.id === null) throw new CoreError('forbidden', 'Changing many at once is for people who are signed in.', { key: 'people-only' });
  if (Object.values(change).every((value) => value === undefined)) throw invalid('change', 'must name something', 'names-no-change');
  await changeConversations(tx, act, [], change); // permissions, agent, team, labels, snooze: wrong now is wrong for all
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO bulk_operations (account_id, user_id, change, state, created_at)
    VALUES (${tx.accountId}, ${act.actor.id}, ${JSON.stringify(change)}::jsonb, 'running', ${act.now}) RETURNING id`);
  const total = 'ids' in target ? await addIds(tx, id, target.ids) : await addFound(tx, act, id, target.filter);
  if (total > bulkMax) throw new CoreError('too-large', `At most ${bulkMax} conversations are changed at once.`, { key: 'too-many-conversations', values: { max: bulkMax } });
  return tx.one(sql<BulkOperation>`
    UPDATE bulk_operations SET total = ${total}::integer, state = CASE WHEN ${total}::integer = 0 THEN 'done' ELSE state END,
      finished_at = CASE WHEN ${total}::integer = 0 THEN ${act.now}::timestamptz END
    WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${bulkColumns}`);
}

async function addIds(tx: Tx, operationId: number, ids: readonly number[]): Promise<number> {
  const wanted = [...new Set(ids)];
  const found = await tx.rows(sql<{ asked: number; id: number }>`
    SELECT r.id AS asked, coalesce(r.merged_into, r.id) AS id FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ANY(${wanted}::bigint[])`);
  const targets = [...new Set(found.map(({ id }) => id))];
  const alive = await tx.rows(sql<object>`SELECT FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${targets}::bigint[]) AND life <> 'deleted'`);
  if (found.length !== wanted.length || alive.length !== targets.length) throw notFound('conversation');
  return tx.run(sql`
    INSERT INTO bulk_items (account_id, operation_id, conversation_id)
    SELECT ${tx.accountId}::bigint, ${operationId}::bigint, i FROM unnest(${targets}::bigint[]) AS u(i)`);
}

async function addFound(tx: Tx, act: Act, operationId: number, filter: ConversationFilter): Promise<number> {
  const lives: readonly Life[] = filter.lives ?? usualLives;
  return tx.run(sql`
    INSERT INTO bulk_items (account_id, operation_id, conversation_id)
    SELECT ${tx.accountId}::bigint, ${operationId}::bigint, c.id
    FROM list_conversations(${tx.accountId}::bigint, ${[...lives]}::text[], ${bulkMax + 1}::integer, NULL, NULL, ${filterArguments(act, filter)}) c`);
}

/** The acting person's operation; anybody else's is `not-found`. */
export async function getBulk(tx: Tx, act: Act, id: number): Promise<BulkOperation> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const found = await tx.maybe(sql<BulkOperation>`
    SELECT ${bulkColumns} FROM bulk_operations WHERE account_id = ${tx.accountId} AND id = ${id} AND user_id = ${act.actor.kind === 'user' ? act.actor.id : null}::bigint`);
  if (!found) throw notFound('bulk operation');
  return found;
}

/** Begins to take an operation back: what it changed and nobody changed since. `conflict` while it runs, or where it was undone already. */
export async function startBulkUndo(tx: Tx, act: Act, id: number): Promise<BulkOperation> {
  await getBulk(tx, act, id);
  const begun = await tx.maybe(sql<BulkOperation>`
    UPDATE bulk_operations SET state = 'undoing', finished_at = NULL WHERE account_id = ${tx.accountId} AND id = ${id} AND state IN ('done', 'failed') RETURNING ${bulkColumns}`);
  if (!begun) throw new CoreError('conflict', 'Only an operation that has ended can be undone, once.', { key: 'undo-once' });
  return begun;
}
