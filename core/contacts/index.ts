export { ensureContacts } from './ensure-contacts.ts';
