import { getContact, resolveContactId } from '#core/contacts/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Contact } from '../../schemas/contact.ts';
import { contactViews, renderContact } from '../../views/contacts.ts';

export const showContact = accountOperation({
  id: 'contacts.show', method: 'GET', path: '/contacts/{id}', tag: 'Contacts', summary: 'One contact',
  response: Contact,
  handle: ({ act, head, snapshot, params: { id } }) => snapshot(async (tx) => renderContact((await contactViews(tx, act, [await getContact(tx, act, await resolveContactId(tx, id))], head.base))[0]!)),
});
