import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { checkActions } from './check-actions.ts';
import { checkQueuePlace, type QueuePlace } from './check-place.ts';
import { checkRules, type RuleSettings } from './check-rules.ts';
import { lockQueueRules } from './queue-rules.ts';
import { queueValues } from './write-queue.ts';

export type QueueChange = Partial<QueuePlace> & Partial<RuleSettings>;

/**
 * Other rules or another place; what is not named stays, the kind always does. The rules hold for what comes from now on and for every next step of what
 * waits: an offer that is open runs out by the old ones.
 */
export async function changeQueue(tx: Tx, act: Act, queueId: number, change: QueueChange): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const before = await lockQueueRules(tx, queueId);
  if (!before || before.isDeleted) throw notFound('queue');
  const { menuId, ...named } = change;
  const rules = checkRules(before.kind, { ...before, ...named });
  const queueGroupId = change.queueGroupId === undefined ? before.queueGroupId : change.queueGroupId;
  const calendarId = change.calendarId === undefined ? before.calendarId : change.calendarId;
  const menuPathId = await checkQueuePlace(tx, { menuId: menuId === undefined ? await menuOf(tx, before.menuPathId) : menuId, queueGroupId, calendarId }, { id: queueId, kind: before.kind, lang: rules.lang });
  const values = queueValues({ ...rules, menuPathId, queueGroupId, calendarId });
  await tx.run(sql`
    UPDATE queues SET version = version + 1, ${sql.join(values.map(([column, value]) => sql`${sql.ref(column)} = ${value}`))} WHERE account_id = ${tx.accountId} AND id = ${queueId}`);
  await checkActions(tx, [queueId]);
  await appendEvents(tx, act, [{ type: 'queue.changed', data: { queueId, ...(calendarId !== before.calendarId && { recompute: true }) } }]);
  await writeAudit(tx, act, { action: 'queue.changed', targetKind: 'queue', targetId: queueId, detail: { fields: Object.keys(change) } });
}

async function menuOf(tx: Tx, menuPathId: number | null): Promise<number | null> {
  if (menuPathId === null) return null;
  return (await tx.one(sql<{ menuId: number }>`SELECT menu_id AS "menuId" FROM menu_paths WHERE account_id = ${tx.accountId} AND id = ${menuPathId}`)).menuId;
}
