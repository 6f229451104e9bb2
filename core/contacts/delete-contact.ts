import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Leaves a tombstone and frees the contact's points. `conflict` under legal hold; a deleted one is `not-found` like any other. */
export async function deleteContact(tx: Tx, act: Act, contactId: number): Promise<void> {
  requirePermission(act, 'contacts.delete');
  const contact = await tx.maybe(sql<{ legalHold: boolean }>`
    SELECT legal_hold AS "legalHold" FROM contacts WHERE account_id = ${tx.accountId} AND id = ${contactId} AND deleted_at IS NULL FOR UPDATE`);
  if (!contact) throw notFound('contact');
  if (contact.legalHold) throw new CoreError('conflict', 'This contact is under legal hold.', { key: 'legal-hold' });
  await tx.run(sql`DELETE FROM contact_points WHERE account_id = ${tx.accountId} AND contact_id = ${contactId}`);
  await tx.run(sql`
    UPDATE contacts SET deleted_at = ${act.now}, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${contactId}`);
  await appendEvents(tx, act, [{ type: 'contact.deleted', data: { contactId } }]);
  await writeAudit(tx, act, { action: 'contact.deleted', targetKind: 'contact', targetId: contactId });
}
