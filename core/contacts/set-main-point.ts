import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { keepFirstPoints } from './keep-first-points.ts';

/** Makes a point the first of its kind: the one that is shown, and written to. `not-found` where it is not the contact's. */
export async function setMainPoint(tx: Tx, act: Act, contactId: number, pointId: number): Promise<void> {
  requirePermission(act, 'contacts.write');
  const touched = await tx.run(sql`UPDATE contacts SET updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${contactId} AND deleted_at IS NULL`);
  if (touched === 0) throw notFound('contact');
  const point = await tx.maybe(sql<{ kind: string }>`SELECT kind FROM contact_points WHERE account_id = ${tx.accountId} AND contact_id = ${contactId} AND id = ${pointId}`);
  if (!point) throw notFound('contact point');
  await tx.run(sql`UPDATE contact_points SET is_main = false WHERE account_id = ${tx.accountId} AND contact_id = ${contactId} AND kind = ${point.kind} AND is_main`);
  await tx.run(sql`UPDATE contact_points SET is_main = true WHERE account_id = ${tx.accountId} AND id = ${pointId}`);
  await keepFirstPoints(tx, [contactId]);
  await appendEvents(tx, act, [{ type: 'contact.changed', data: { contactId } }]);
  await writeAudit(tx, act, { action: 'contact.changed', targetKind: 'contact', targetId: contactId, detail: { mainPoint: pointId } });
}
