import { searchContacts } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { renderContact } from '../../render/contact.ts';
import { ContactPage, ContactQuery } from '../../schemas/contact.ts';

export const listContacts = operation({
  id: 'contacts.list',
  method: 'GET',
  path: '/native/v1/contacts',
  tag: 'Contacts',
  summary: 'Contacts, newest first; with `search` those that hold it in name, address, phone number or outside id',
  query: ContactQuery,
  response: ContactPage,
  async handle({ act, snapshot, query }) {
    const { search, companyId, cursor, limit } = query;
    const { rows, next } = await snapshot((tx) => searchContacts(tx, act, { search, companyId, before: fromIdCursor(cursor), limit }));
    return { items: rows.map(renderContact), next: toCursor(next === null ? null : [next]) };
  },
});
