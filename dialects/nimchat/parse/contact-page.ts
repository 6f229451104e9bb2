import type { ContactPage, ContactSort } from '#core/desk/index.ts';
import { contactsPerPage, offsetOf } from '../paging.ts';
import type { contactSorts } from '../schemas/contact.ts';

const sorts: Readonly<Record<string, ContactSort>> = { name: 'name', email: 'email', phone_number: 'phone', last_activity_at: 'last-activity' };

export function contactPageOf({ sort, page }: { sort?: (typeof contactSorts)[number]; page?: number }): ContactPage {
  return {
    ...(sort === undefined ? {} : { sort: sorts[sort.replace(/^-/, '')]!, isDescending: sort.startsWith('-') }), offset: offsetOf(page, contactsPerPage), limit: contactsPerPage,
  };
}
