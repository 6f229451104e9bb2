import { changeContact as changeIt } from '#core/contacts/index.ts';
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
    await changeIt(tx, act, params.id, rest);
    if (attributes) await setAttributeValues(tx, act, 'contact', params.id, attributes);
    return loadContact(tx, act, params.id);
  }),
});
