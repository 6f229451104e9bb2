import { dropContactSources } from '#core/channels/index.ts';
import { deleteContact, getContact, withAllMerged } from '#core/contacts/index.ts';
import { dropExtensions } from '#core/extensions/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { dropAttributeValues } from '#core/labels/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * Deletes a contact with all that is kept about the person: name, note, addresses, attributes, what APIs keep beside it, names that channels have for
 * it, mails to it that are begun and have no conversation. What was written to and fro stays with the conversations (`eraseContact` empties those too).
 * `conflict` under legal hold.
 */
export async function removeContact(tx: Tx, act: Act, contactId: number): Promise<void> {
  requirePermission(act, 'contacts.delete');
  const { points } = await getContact(tx, seesAll(act), contactId);
  await deleteContact(tx, act, contactId);
  const all = await withAllMerged(tx, [contactId]);
  await tx.run(sql`
    DELETE FROM contact_message_keys k USING contact_sources s WHERE k.account_id = ${tx.accountId} AND s.account_id = k.account_id AND s.channel_id = k.channel_id AND s.source_id = k.source_id
      AND s.contact_id = ANY(${[...all]}::bigint[])`);
  await dropContactSources(tx, all);
  const conversations = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND contact_id = ANY(${[...all]}::bigint[])`);
  await tx.run(sql`DELETE FROM visitor_mails WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${conversations.map(({ id }) => id)}::bigint[])`);
  // Who is given the same name later is somebody else: what was said under it is not his.
  await tx.run(sql`UPDATE conversations SET source_id = NULL WHERE account_id = ${tx.accountId} AND contact_id = ANY(${[...all]}::bigint[]) AND source_id IS NOT NULL`);
  await dropAttributeValues(tx, 'contact', all);
  await dropExtensions(tx, 'contact', all);
  await dropNewMailDrafts(tx, points.filter(({ kind }) => kind === 'email').map(({ value }) => value.toLowerCase()));
}

/** One of anybody that names one of these addresses, in whatever field. There is one a person at most. */
export async function dropNewMailDrafts(tx: Tx, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await tx.run(sql`
    DELETE FROM new_mail_drafts d WHERE d.account_id = ${tx.accountId} AND EXISTS (
      SELECT FROM unnest(${[...addresses]}::text[]) a WHERE position(a IN lower(concat(d.envelope::text, ' ', d.text, ' ', d.html))) > 0)`);
}
