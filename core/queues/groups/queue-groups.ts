import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';

/** Queues that are reported together. */
export interface QueueGroup {
  readonly id: number;
  readonly name: string;
  readonly queueIds: readonly number[];
  readonly createdAt: string;
}

/** The account's groups by name, with the queues in them that are there. */
export async function findQueueGroups(tx: Tx, act: Act): Promise<QueueGroup[]> {
  requirePermission(act, 'queues.read');
  return tx.rows(sql<QueueGroup>`
    SELECT g.id, g.name, g.created_at AS "createdAt",
      ARRAY(SELECT q.id FROM queues q WHERE q.account_id = g.account_id AND q.queue_group_id = g.id AND q.deleted_at IS NULL ORDER BY q.id) AS "queueIds"
    FROM queue_groups g WHERE g.account_id = ${tx.accountId} AND g.deleted_at IS NULL ORDER BY g.name, g.id`);
}

/** `conflict` where there is one of the name. */
export async function createQueueGroup(tx: Tx, act: Act, input: { readonly name: string }): Promise<{ id: number }> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const name = await checkGroupName(tx, input.name, null);
  const { id } = await tx.one(sql<{ id: number }>`INSERT INTO queue_groups (account_id, name, created_at) VALUES (${tx.accountId}, ${name}, ${act.now}) RETURNING id`);
  await writeAudit(tx, act, { action: 'queue-group.created', targetKind: 'queue-group', targetId: id });
  return { id };
}

export async function renameQueueGroup(tx: Tx, act: Act, groupId: number, input: string): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const name = await checkGroupName(tx, input, groupId);
  const done = await tx.run(sql`UPDATE queue_groups SET name = ${name} WHERE account_id = ${tx.accountId} AND id = ${groupId} AND deleted_at IS NULL`);
  if (done === 0) throw notFound('queue group');
  await writeAudit(tx, act, { action: 'queue-group.changed', targetKind: 'queue-group', targetId: groupId });
}

/** The group goes, its queues stay and are in none. */
export async function deleteQueueGroup(tx: Tx, act: Act, groupId: number): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const done = await tx.run(sql`UPDATE queue_groups SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${groupId} AND deleted_at IS NULL`);
  if (done === 0) throw notFound('queue group');
  const queues = await tx.rows(sql<{ id: number }>`
    UPDATE queues SET queue_group_id = NULL, version = version + 1 WHERE account_id = ${tx.accountId} AND queue_group_id = ${groupId} AND deleted_at IS NULL RETURNING id`);
  await appendEvents(tx, act, queues.map(({ id }) => ({ type: 'queue.changed' as const, data: { queueId: id } })));
  await writeAudit(tx, act, { action: 'queue-group.deleted', targetKind: 'queue-group', targetId: groupId, detail: { queues: queues.length } });
}

async function checkGroupName(tx: Tx, input: string, ownId: number | null): Promise<string> {
  const name = checkName('name', input, 100);
  const other = await tx.maybe(sql<object>`SELECT id FROM queue_groups WHERE account_id = ${tx.accountId} AND name = ${name} AND deleted_at IS NULL AND id IS DISTINCT FROM ${ownId}::bigint`);
  if (other) throw new CoreError('conflict', 'There is a queue group of this name.', { key: 'name-taken' });
  return name;
}
