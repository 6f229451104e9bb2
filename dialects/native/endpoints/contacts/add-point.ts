import { addContactPoint, resolveContactId } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { loadContact } from '../../render/load-contact.ts';
import { Contact, NewPoint } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const addPoint = operation({
  id: 'contacts.addPoint',
  method: 'POST',
  path: '/native/v1/contacts/{id}/points',
  tag: 'Contacts',
  summary: 'Another address, phone number or outside id of a contact; 409 where it is another contact\'s',
  params: IdParams,
  body: NewPoint,
  status: 201,
  response: Contact,
  handle: ({ act, change, params, body }) => change(async (tx) => {
    const id = await resolveContactId(tx, params.id);
    await addContactPoint(tx, act, id, body);
    return loadContact(tx, act, id);
  }),
});
