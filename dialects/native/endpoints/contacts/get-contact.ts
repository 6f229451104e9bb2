import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { loadContact } from '../../render/load-contact.ts';
import { Contact } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getContact = operation({
  id: 'contacts.get',
  method: 'GET',
  path: '/native/v1/contacts/{id}',
  tag: 'Contacts',
  summary: 'A contact with its points and attributes',
  params: IdParams,
  response: Contact,
  async handle({ act, snapshot, params }) {
    requirePermission(act, 'contacts.read');
    return snapshot((tx) => loadContact(tx, act, params.id));
  },
});
