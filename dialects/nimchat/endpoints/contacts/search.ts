import { findContactsPage } from '#core/desk/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { contactSearchLimit } from '../../limits.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { contactPageOf } from '../../parse/contact-page.ts';
import { ContactSearch, SearchQuery } from '../../schemas/contact.ts';
import { contactViews, renderFlatContact, renderListedContact } from '../../views/contacts.ts';

export const searchContacts = accountOperation({
  limit: contactSearchLimit,
  id: 'contacts.search', method: 'GET', path: '/contacts/search', tag: 'Contacts', summary: 'Contacts whose name, email, phone number or identifier holds a text, 15 a page',
  query: SearchQuery, response: ContactSearch,
  async handle({ act, head, snapshot, principal, query }) {
    const { q = '', page = 1 } = query;
    if (q.trim() === '') throw new CoreError('invalid', 'Specify search string with parameter q');
    return snapshot(async (tx) => {
      const { rows, count } = await findContactsPage(tx, act, { isDescending: true, ...contactPageOf(query) }, { holding: q });
      const views = await contactViews(tx, act, rows, head.base);
      return isDeployed(principal) ? { meta: { count, current_page: page }, payload: views.map(renderFlatContact) } : { payload: views.map(renderListedContact) };
    });
  },
});
