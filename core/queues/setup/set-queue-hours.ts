import { writeAudit } from '#core/audit/index.ts';
import { findCalendars, setCalendar } from '#core/calendars/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { lockQueueRules } from './queue-rules.ts';

/**
 * Hours of a queue's own: what it has alone gets a further version; where it goes by hours that others go by too (the account, a channel, another queue), or is always open, it gets hours of its
 * own and those of the others stay. `json`: see `parseCalendar`.
 */
export async function setQueueHours(tx: Tx, act: Act, queueId: number, json: unknown, { fromBeginning = false }: { fromBeginning?: boolean } = {}): Promise<{ calendarId: number; version: number; recomputes: boolean }> {
  requirePermission(act, 'queues.write');
  requirePermission(act, 'calendars.write');
  await lockSetup(tx);
  const queue = await lockQueueRules(tx, queueId);
  if (!queue || queue.isDeleted) throw notFound('queue');
  const ownId = queue.calendarId !== null && await isAlone(tx, act, queue.calendarId, queueId) ? queue.calendarId : null;
  const set = await setCalendar(tx, act, json, { own: { calendarId: ownId, name: queue.name }, fromBeginning });
  await tx.run(sql`UPDATE queues SET calendar_id = ${set.calendarId}, version = version + 1 WHERE account_id = ${tx.accountId} AND id = ${queueId}`);
  await appendEvents(tx, act, [{ type: 'queue.changed', data: { queueId } }]);
  await writeAudit(tx, act, { action: 'queue.changed', targetKind: 'queue', targetId: queueId, detail: { fields: ['hours'] } });
  return set;
}

/** Nobody else goes by it. A deleted queue counts: what is in it goes on by its rules. */
async function isAlone(tx: Tx, act: Act, calendarId: number, queueId: number): Promise<boolean> {
  const calendar = (await findCalendars(tx, seesAll(act))).find(({ id }) => id === calendarId);
  if (!calendar || calendar.isDefault || calendar.channelIds.length > 0) return false;
  return await tx.maybe(sql`SELECT 1 AS there FROM queues WHERE account_id = ${tx.accountId} AND calendar_id = ${calendarId} AND id <> ${queueId} LIMIT 1`) === null;
}
