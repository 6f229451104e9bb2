import { getContact, resolveContactId } from '#core/contacts/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { applyContact } from '../../parse/apply-contact.ts';
import { refuseAvatar } from '../../parse/apply-inbox.ts';
import { ContactChange, ListedContact } from '../../schemas/contact.ts';
import { contactViews, renderListedContact } from '../../views/contacts.ts';

export const updateContact = accountOperation({
  id: 'contacts.update', method: 'PUT', path: '/contacts/{id}', tag: 'Contacts', summary: 'Change a contact; what is not given stays, attributes are merged', takesFiles: true,
  body: ContactChange, response: ListedContact,
  async handle({ act, head, change, params: { id: asked }, body }) {
    refuseAvatar(body.avatar);
    return change(async (tx) => {
      requirePermission(act, 'contacts.write');
      const id = await resolveContactId(tx, asked);
      await getContact(tx, seesAll(act), id);
      await applyContact(tx, act, id, body);
      return renderListedContact((await contactViews(tx, act, [await getContact(tx, seesAll(act), id)], head.base))[0]!);
    });
  },
});
