import { changeContact as changeIt, resolveContactId } from '#core/contacts/index.ts';
import { setAttributeValues } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { loadContact } from '../../render/load-contact.ts';
import { Contact, ContactChange } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeContact = operation({
  id: 'contacts.change',
  method: 'PATCH',
  path: '/native/v1/contacts/{id}',
  tag: 'Contacts',
  summary: 'Changes a contact; what is not named stays',
  params: IdParams,
  body: ContactChange,
  response: Contact,
  handle: ({ act, change, params, body }) => change(async (tx) => {
    const { attributes, ...rest } = body;
    const id = await resolveContactId(tx, params.id);
    await changeIt(tx, act, id, rest);
    if (attributes) await setAttributeValues(tx, act, 'contact', id, attributes);
    return loadContact(tx, act, id);
  }),
});
