import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Leaves a tombstone without name, note and company, takes the contact's addresses out of contact groups, and frees the contact's points. `conflict` under legal hold; a deleted one is `not-found` like any other. */
export async function deleteContact(tx: Tx, act: Act, contactId: number): Promise<void> {
  requirePermission(act, 'contacts.delete');
  const contact = await tx.maybe(sql<{ legalHold: boolean }>`
    SELECT legal_hold AS "legalHold" FROM contacts WHERE account_id = ${tx.accountId} AND id = ${contactId} AND deleted_at IS NULL FOR UPDATE`);
  if (!contact) throw notFound('contact');
  if (contact.legalHold) throw new CoreError('conflict', 'This contact is under legal hold.', { key: 'legal-hold' });
  await tx.run(sql`
    DELETE FROM contact_group_members g USING contact_points p WHERE g.account_id = ${tx.accountId} AND g.kind = 'address' AND p.account_id = g.account_id AND p.contact_id = ${contactId}
      AND p.kind = 'email' AND p.value_norm = g.value`);
  await tx.run(sql`DELETE FROM contact_points WHERE account_id = ${tx.accountId} AND contact_id = ${contactId}`);
  await tx.run(sql`
    UPDATE contacts SET deleted_at = ${act.now}, updated_at = ${act.now}, name = '', note = '', company_id = NULL, is_lead = false, lead_source_id = NULL,
      email_norm = NULL, phone_norm = NULL, domain_norm = NULL, is_reachable = false WHERE account_id = ${tx.accountId} AND id = ${contactId}`);
  // What merges had kept to be taken back by holds words of it, too, however many led here; there is nothing to come back to any more.
  await tx.run(sql`
    WITH RECURSIVE merged AS (
      SELECT ${contactId}::bigint AS id UNION SELECT c.id FROM contacts c JOIN merged m ON c.merged_into = m.id WHERE c.account_id = ${tx.accountId})
    UPDATE contacts SET merge_undo = NULL, name = '', note = '', company_id = NULL, is_lead = false, lead_source_id = NULL WHERE account_id = ${tx.accountId} AND id IN (SELECT id FROM merged)`);
  await appendEvents(tx, act, [{ type: 'contact.deleted', data: { contactId } }]);
  await writeAudit(tx, act, { action: 'contact.deleted', targetKind: 'contact', targetId: contactId });
}
