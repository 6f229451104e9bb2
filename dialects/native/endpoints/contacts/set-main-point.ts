import { Type } from '@sinclair/typebox';
import { resolveContactId, setMainPoint as set } from '#core/contacts/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { loadContact } from '../../render/load-contact.ts';
import { Contact } from '../../schemas/contact.ts';
import { Id } from '../../schemas/shared.ts';

export const setMainPoint = operation({
  id: 'contacts.setMainPoint',
  method: 'POST',
  path: '/native/v1/contacts/{id}/points/{pointId}/main',
  tag: 'Contacts',
  summary: 'Makes a point the first of its kind: the one that is shown, and written to',
  params: Type.Object({ id: Id, pointId: Id }),
  response: Contact,
  handle: ({ act, change, params }) => change(async (tx) => {
    requirePermission(act, 'contacts.read'); // the answer is the contact
    const id = await resolveContactId(tx, params.id);
    await set(tx, act, id, params.pointId);
    return loadContact(tx, act, id);
  }),
});
