import type { ContactField } from '#core/desk/index.ts';
import { kept, plain, type AttributeReader } from './filter-tree.ts';

/** The standard attributes of contacts. */
export const contactAttributes: Readonly<Record<string, AttributeReader<ContactField>>> = {
  id: plain('id'),
  name: plain('name'),
  email: plain('email'),
  phone_number: plain('phone'),
  identifier: plain('external'),
  company: plain('company'),
  created_at: plain('created-at'),
  last_activity_at: plain('last-activity-at'),
  ...Object.fromEntries(['country_code', 'city', 'referer'].map((key) => [key, plain(kept('contact', 'additionalAttributes', key))])),
};
