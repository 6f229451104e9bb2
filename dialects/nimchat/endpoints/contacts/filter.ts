import { findContactsPage } from '#core/desk/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { findAttributeDefinitions } from '#core/labels/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { contactAttributes } from '../../parse/contact-vocabulary.ts';
import { contactPageOf } from '../../parse/contact-page.ts';
import { filterTree } from '../../parse/filter-tree.ts';
import { ContactList } from '../../schemas/contact.ts';
import { FilterInput, FilterQuery } from '../../schemas/filter.ts';
import { contactList, contactViews } from '../../views/contacts.ts';

export const filterContacts = accountOperation({
  id: 'contacts.filter', method: 'POST', path: '/contacts/filter', tag: 'Contacts', summary: 'Contacts that fulfil a chain of conditions, 15 a page',
  query: FilterQuery, body: FilterInput, response: ContactList,
  handle: ({ act, head, snapshot, principal, query, body: { payload } }) => snapshot(async (tx) => {
    const definitions = await findAttributeDefinitions(tx, seesAll(act), 'contact');
    const { rows, count } = await findContactsPage(tx, act, contactPageOf(query), filterTree(payload, { attributes: contactAttributes, definitions }));
    return contactList(await contactViews(tx, act, rows, head.base), { isDeployed: isDeployed(principal), count, page: query.page ?? 1 });
  }),
});
