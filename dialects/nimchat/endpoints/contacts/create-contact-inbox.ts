import { getContact, resolveContactId } from '#core/contacts/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { sourceIn } from '../../parse/contact-source.ts';
import { ContactInbox, ContactInboxInput } from '../../schemas/contact.ts';
import { inboxOf } from '../../views/inboxes.ts';

export const createContactInbox = accountOperation({
  id: 'contacts.contact-inboxes.create', method: 'POST', path: '/contacts/{id}/contact_inboxes', tag: 'Contacts', summary: 'Give a contact a source id in an inbox',
  body: ContactInboxInput, response: ContactInbox,
  handle: ({ act, head, change, params: { id: asked }, body: { inbox_id: inboxId, source_id: sourceId } }) => change(async (tx) => {
    requirePermission(act, 'contacts.write');
    const id = await resolveContactId(tx, asked);
    await getContact(tx, seesAll(act), id);
    const source = await sourceIn(tx, act, inboxId, id, sourceId);
    return { source_id: source.sourceId, inbox: await inboxOf(tx, act, inboxId, head.base) };
  }),
});
