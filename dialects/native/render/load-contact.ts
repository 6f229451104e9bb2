import { contactNames } from '#core/contacts/index.ts';
import { notFound, type Act } from '#core/kernel/index.ts';
import { getAttributeValues } from '#core/labels/index.ts';
import type { Tx } from '#http/index.ts';
import type { Contact } from '../schemas/contact.ts';
import { renderContact } from './contact.ts';

/** A contact as answers show it. The caller has checked the permission. */
export async function loadContact(tx: Tx, act: Act, id: number): Promise<Contact> {
  const [contact] = await contactNames(tx, [id]);
  if (!contact) throw notFound('contact');
  return renderContact({ ...contact, attributes: (await getAttributeValues(tx, act, 'contact', [id])).get(id) ?? {} });
}
