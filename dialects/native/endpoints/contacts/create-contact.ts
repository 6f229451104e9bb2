import { createContact as create } from '#core/contacts/index.ts';
import { setAttributeValues } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { loadContact } from '../../render/load-contact.ts';
import { Contact, NewContact } from '../../schemas/contact.ts';

export const createContact = operation({
  id: 'contacts.create',
  method: 'POST',
  path: '/native/v1/contacts',
  tag: 'Contacts',
  summary: 'Makes a contact; 409 where one of its points is another contact\'s',
  body: NewContact,
  status: 201,
  response: Contact,
  handle: ({ act, change, body }) => change(async (tx) => {
    const { attributes, ...input } = body;
    const { id } = await create(tx, act, input);
    if (attributes) await setAttributeValues(tx, act, 'contact', id, attributes);
    return loadContact(tx, act, id);
  }),
});
