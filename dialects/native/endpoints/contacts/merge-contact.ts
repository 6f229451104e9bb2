import { mergeContacts } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { loadContactDetail } from '../../render/load-contact.ts';
import { ContactDetail, ContactMerge } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const mergeContact = operation({
  id: 'contacts.merge',
  method: 'POST',
  path: '/native/v1/contacts/{id}/merge',
  tag: 'Contacts',
  summary: 'Makes this contact and `into` one: addresses, conversations and what `into` lacks go there, this id leads there. Can be taken back',
  params: IdParams,
  body: ContactMerge,
  response: ContactDetail,
  handle: ({ act, change, params, body }) => change(async (tx) => {
    const { into } = await mergeContacts(tx, act, { from: params.id, into: body.into });
    return loadContactDetail(tx, readingBack(act), into);
  }),
});
