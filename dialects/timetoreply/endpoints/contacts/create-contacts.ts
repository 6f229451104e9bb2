import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { ContactsInput, CreatedContacts } from '../../schemas/contact.ts';

export const createContacts = (ports: EntityPorts): Operation => operation({
  id: 'contacts.create-multi',
  method: 'POST',
  path: '/api/entities/contacts/create-multi',
  tag: 'Contacts',
  summary: 'Store email addresses and domains as contacts or leads, all or none; those that are there already become what is said',
  body: ContactsInput,
  response: CreatedContacts,
  async handle({ act, change, principal: { accountId }, body: { customers } }) {
    const made = await change((tx) => ports.addMailContacts(tx, act, customers.map(({ name, is_lead: isLead }) => ({ value: name, isLead }))));
    return made.map(({ id, kind, value, isLead }) => ({ company_id: accountId, name: value, type: kind, is_lead: isLead, id }));
  },
});
