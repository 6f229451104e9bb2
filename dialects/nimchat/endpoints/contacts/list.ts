import { findContactsPage } from '#core/desk/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { contactPageOf } from '../../parse/contact-page.ts';
import { ContactList, ContactQuery } from '../../schemas/contact.ts';
import { contactList, contactViews } from '../../views/contacts.ts';

export const listContacts = accountOperation({
  id: 'contacts.list', method: 'GET', path: '/contacts', tag: 'Contacts', summary: 'Contacts that can be reached somewhere, 15 a page',
  query: ContactQuery, response: ContactList,
  handle: ({ act, head, snapshot, principal, query }) => snapshot(async (tx) => {
    const { rows, count } = await findContactsPage(tx, act, contactPageOf(query));
    return contactList(await contactViews(tx, act, rows, head.base), { isDeployed: isDeployed(principal), count, page: query.page ?? 1 });
  }),
});
