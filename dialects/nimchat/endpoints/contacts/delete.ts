import { removeContact } from '#core/conversations/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteContact = accountOperation({
  id: 'contacts.delete', method: 'DELETE', path: '/contacts/{id}', tag: 'Contacts', summary: 'Delete a contact; its conversations stay',
  response: Nothing,
  handle: ({ act, change, params: { id } }) => change(async (tx) => { await removeContact(tx, act, id); return null; }),
});
