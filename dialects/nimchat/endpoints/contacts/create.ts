import { createContact as create, getContact } from '#core/contacts/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { keepContactFields, nameOf, pointsOf } from '../../parse/apply-contact.ts';
import { refuseAvatar } from '../../parse/apply-inbox.ts';
import { sourceIn } from '../../parse/contact-source.ts';
import { Contact, ContactInput } from '../../schemas/contact.ts';
import { contactViews, renderContact } from '../../views/contacts.ts';

export const createContact = accountOperation({
  id: 'contacts.create', method: 'POST', path: '/contacts', tag: 'Contacts', summary: 'A new contact', takesFiles: true,
  body: ContactInput, response: Contact,
  async handle({ act, head, change, body }) {
    refuseAvatar(body.avatar);
    const points = pointsOf(body).flatMap(({ kind, value }) => (value === null ? [] : [{ kind, value }]));
    return change(async (tx) => {
      const { id } = await create(tx, act, { name: nameOf(body), points });
      if (body.inbox_id !== undefined) await sourceIn(tx, act, body.inbox_id, id);
      await keepContactFields(tx, act, id, body);
      return renderContact((await contactViews(tx, act, [await getContact(tx, seesAll(act), id)], head.base))[0]!);
    });
  },
});
