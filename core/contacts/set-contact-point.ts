import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { PointKind } from './contact.ts';
import { keepFirstPoints } from './keep-first-points.ts';
import { pointNorm } from './point-norm.ts';

/**
 * Makes a value the contact's first point of its kind, in the place of the one that was; null takes that one away. Further points of the
 * kind stay; one of them that has the value becomes the first. `conflict` where the point is another contact's.
 */
export async function setContactPoint(tx: Tx, act: Act, contactId: number, kind: PointKind, value: string | null): Promise<void> {
  requirePermission(act, 'contacts.write');
  const norm = value === null ? null : pointNorm(kind, value);
  const touched = await tx.run(sql`UPDATE contacts SET updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${contactId} AND deleted_at IS NULL`);
  if (touched === 0) throw notFound('contact');
  const points = await tx.rows(sql<{ id: number; norm: string; value: string }>`
    SELECT id, value_norm AS norm, value FROM contact_points WHERE account_id = ${tx.accountId} AND contact_id = ${contactId} AND kind = ${kind} ORDER BY is_main DESC, id`);
  const first = points[0];
  if (first?.norm === norm && first?.value === value?.trim()) return;
  if (!first && norm === null) return;
  const gone = points.filter((point) => (norm === null ? point === first : point !== first && point.norm === norm)).map(({ id }) => id);
  await tx.run(sql`DELETE FROM contact_points WHERE account_id = ${tx.accountId} AND id = ANY(${gone}::bigint[])`);
  if (norm !== null) {
    const held = await tx.maybe(sql<{ contactId: number }>`
      SELECT contact_id AS "contactId" FROM contact_points WHERE account_id = ${tx.accountId} AND kind = ${kind} AND value_norm = ${norm}`);
    if (held && held.contactId !== contactId) throw taken(kind);
    await tx.run(first
      ? sql`UPDATE contact_points SET value = ${value!.trim()}, value_norm = ${norm} WHERE account_id = ${tx.accountId} AND id = ${first.id}`
      : sql`INSERT INTO contact_points (account_id, contact_id, kind, value, value_norm) VALUES (${tx.accountId}, ${contactId}, ${kind}, ${value!.trim()}, ${norm})`,
    ).catch((error: unknown) => { throw (error as { code?: unknown }).code === '23505' ? taken(kind) : error; });
  }
  await keepFirstPoints(tx, [contactId]);
  await appendEvents(tx, act, [{ type: 'contact.changed', data: { contactId } }]);
  await writeAudit(tx, act, { action: 'contact.changed', targetKind: 'contact', targetId: contactId, detail: { pointSet: kind } });
}

function taken(kind: PointKind): CoreError {
  return new CoreError('conflict', 'Another contact is reached there.', { key: 'point-taken', fields: [{ field: kind, problem: 'is another contact\'s', key: 'point-taken' }] });
}
