import { contactNames, findMergedInto, resolveContactId } from '#core/contacts/index.ts';
import { notFound, type Act } from '#core/kernel/index.ts';
import { getAttributeValues } from '#core/labels/index.ts';
import type { Tx } from '#http/index.ts';
import type { Contact, ContactDetail } from '../schemas/contact.ts';
import { renderContact } from './contact.ts';

/** A contact as answers show it. The caller has checked the permission. */
export async function loadContact(tx: Tx, act: Act, id: number): Promise<Contact> {
  const [contact] = await contactNames(tx, [id]);
  if (!contact) throw notFound('contact');
  return renderContact({ ...contact, attributes: (await getAttributeValues(tx, act, 'contact', [id])).get(id) ?? {} });
}

/** The same with what was merged into it; the id of one that was merged leads to where it went. */
export async function loadContactDetail(tx: Tx, act: Act, asked: number): Promise<ContactDetail> {
  const id = await resolveContactId(tx, asked);
  const contact = await loadContact(tx, act, id);
  const mergedFrom = (await findMergedInto(tx, id)).map((one) => ({ id: one.id, name: one.name, canUnmerge: one.canUnmerge }));
  return { ...contact, redirectedFrom: id === asked ? null : asked, mergedFrom };
}
