import { CoreError, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { mailPoint } from './add-mail-contacts.ts';
import { changeContact } from './change-contact.ts';
import { getContact } from './find-contacts.ts';
import { setContactPoint } from './set-contact-point.ts';

/**
 * Another first address for a contact, or another domain. A contact that is named as its address is named as the new one. `conflict` where the address is another contact's, and for a person of
 * several addresses that is to become a domain.
 */
export async function setMailContact(tx: Tx, act: Act, contactId: number, value: string): Promise<void> {
  requirePermission(act, 'contacts.write');
  const wanted = mailPoint('name', value);
  const { name, points } = await getContact(tx, seesAll(act), contactId);
  const emails = points.filter(({ kind }) => kind === 'email');
  const before = emails[0] ?? points.find(({ kind }) => kind === 'domain');
  if (wanted.kind === 'domain' && emails.length > 1) throw new CoreError('conflict', 'This contact has further addresses; it cannot become a domain.', { key: 'contact-has-more' });
  await setContactPoint(tx, act, contactId, wanted.kind, value.trim());
  if (before && before.kind !== wanted.kind) await setContactPoint(tx, act, contactId, before.kind, null);
  if (before && name.toLowerCase() === before.value.toLowerCase()) await changeContact(tx, act, contactId, { name: wanted.value });
}
