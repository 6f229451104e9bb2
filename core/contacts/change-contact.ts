import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockCompany } from './companies.ts';
import type { PointKind } from './contact.ts';
import { insertPoints } from './insert-points.ts';
import { keepFirstPoints } from './keep-first-points.ts';
import { lockLeadSource } from './lead-sources.ts';

/** What is not named stays. */
export interface ContactChange {
  readonly name?: string;
  readonly companyId?: number | null;
  readonly note?: string;
  readonly isLead?: boolean;
  readonly leadSourceId?: number | null;
}

const noteMax = 10_000;

export async function changeContact(tx: Tx, act: Act, contactId: number, change: ContactChange): Promise<void> {
  requirePermission(act, 'contacts.write');
  const name = change.name === undefined ? null : checkName('name', change.name, 500);
  const { note } = change;
  if (note !== undefined && note.length > noteMax) throw invalid('note', `must have at most ${noteMax} characters`, 'note-too-long', { max: noteMax });
  if (note !== undefined && (!note.isWellFormed() || note.includes('\0'))) throw invalid('note', 'holds characters that cannot be stored', 'bad-characters');
  if (typeof change.companyId === 'number') await lockCompany(tx, change.companyId);
  if (typeof change.leadSourceId === 'number') await lockLeadSource(tx, change.leadSourceId);
  const keepsCompany = change.companyId === undefined;
  const keepsSource = change.leadSourceId === undefined;
  const changed = await tx.run(sql`
    UPDATE contacts SET name = coalesce(${name}, name), note = coalesce(${note?.trim() ?? null}, note), updated_at = ${act.now},
      company_id = CASE WHEN ${keepsCompany}::boolean THEN company_id ELSE ${change.companyId ?? null}::bigint END,
      is_lead = coalesce(${change.isLead ?? null}::boolean, is_lead),
      lead_source_id = CASE WHEN ${keepsSource}::boolean THEN lead_source_id ELSE ${change.leadSourceId ?? null}::bigint END
    WHERE account_id = ${tx.accountId} AND id = ${contactId} AND deleted_at IS NULL`);
  if (changed === 0) throw notFound('contact');
  await tell(tx, act, contactId, { fields: Object.keys(change) });
}

/** `conflict` where the point is another contact's; one the contact has already: nothing happens. */
export async function addContactPoint(tx: Tx, act: Act, contactId: number, point: { kind: PointKind; value: string }): Promise<void> {
  requirePermission(act, 'contacts.write');
  await touch(tx, act, contactId);
  if (await insertPoints(tx, contactId, [point]) > 0) await tell(tx, act, contactId, { pointAdded: point.kind });
}

export async function removeContactPoint(tx: Tx, act: Act, contactId: number, pointId: number): Promise<void> {
  requirePermission(act, 'contacts.write');
  await touch(tx, act, contactId);
  const removed = await tx.run(sql`
    DELETE FROM contact_points WHERE account_id = ${tx.accountId} AND id = ${pointId} AND contact_id = ${contactId}`);
  if (removed === 0) throw notFound('contact point');
  await keepFirstPoints(tx, [contactId]);
  await tell(tx, act, contactId, { pointRemoved: pointId });
}

/** Locks the contact, so that nobody deletes it meanwhile. */
async function touch(tx: Tx, act: Act, contactId: number): Promise<void> {
  const touched = await tx.run(sql`
    UPDATE contacts SET updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${contactId} AND deleted_at IS NULL`);
  if (touched === 0) throw notFound('contact');
}

async function tell(tx: Tx, act: Act, contactId: number, detail: Record<string, unknown>): Promise<void> {
  await appendEvents(tx, act, [{ type: 'contact.changed', data: { contactId } }]);
  await writeAudit(tx, act, { action: 'contact.changed', targetKind: 'contact', targetId: contactId, detail });
}
