import { previewContactMerge as preview } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { loadContact } from '../../render/load-contact.ts';
import { ContactMerge, ContactMergePreview } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const previewContactMerge = operation({
  id: 'contacts.previewMerge',
  method: 'POST',
  path: '/native/v1/contacts/{id}/merge/preview',
  tag: 'Contacts',
  summary: 'What a merge would do; changes nothing',
  params: IdParams,
  body: ContactMerge,
  response: ContactMergePreview,
  handle: ({ act, snapshot, params, body }) => snapshot(async (tx) => {
    const { from, into, conversations, companyId, note, attributes } = await preview(tx, act, { from: params.id, into: body.into });
    const all = readingBack(act);
    return { from: await loadContact(tx, all, from.id), into: await loadContact(tx, all, into.id), conversations, companyId, note, attributes: attributes.map((one) => ({ ...one })) };
  }),
});
