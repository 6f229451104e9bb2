import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { PointKind } from './contact.ts';
import { insertPoints } from './insert-points.ts';
import { lockCompany } from './companies.ts';

export interface ContactInput {
  readonly name: string;
  readonly companyId?: number | null;
  readonly points?: readonly { readonly kind: PointKind; readonly value: string }[];
}

/** `conflict` where a point is another contact's; then nothing is made. */
export async function createContact(tx: Tx, act: Act, { name, companyId = null, points = [] }: ContactInput): Promise<{ id: number }> {
  requirePermission(act, 'contacts.write');
  const checkedName = checkName('name', name, 500);
  if (companyId !== null) await lockCompany(tx, companyId);
  const contact = await tx.one(sql<{ id: number }>`
    INSERT INTO contacts (account_id, name, company_id, created_at, updated_at)
    VALUES (${tx.accountId}, ${checkedName}, ${companyId}, ${act.now}, ${act.now}) RETURNING id`);
  await insertPoints(tx, contact.id, points);
  await appendEvents(tx, act, [{ type: 'contact.created', data: { contactId: contact.id } }]);
  await writeAudit(tx, act, { action: 'contact.created', targetKind: 'contact', targetId: contact.id });
  return contact;
}
