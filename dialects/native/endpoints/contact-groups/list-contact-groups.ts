import { findContactGroupPage } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { renderContactGroup } from '../../render/entities.ts';
import { ContactGroups, ContactGroupsQuery } from '../../schemas/entities.ts';

const shownMax = 100;

export const listContactGroups = operation({
  id: 'contactGroups.list',
  method: 'GET',
  path: '/native/v1/contact-groups',
  tag: 'Contacts',
  summary: 'Named sets of addresses and whole domains, by name: the first 100, of those that hold the search',
  query: ContactGroupsQuery,
  response: ContactGroups,
  async handle({ act, snapshot, query: { search = '' } }) {
    const { total, rows } = await snapshot((tx) => findContactGroupPage(tx, act, { search, sort: 'name', direction: 'asc', limit: shownMax, offset: 0 }));
    return { items: rows.map(renderContactGroup), total, next: null };
  },
});
