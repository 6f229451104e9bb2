import { unmergeContact as unmerge } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { loadContactDetail } from '../../render/load-contact.ts';
import { ContactDetail } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const unmergeContact = operation({
  id: 'contacts.unmerge',
  method: 'POST',
  path: '/native/v1/contacts/{id}/unmerge',
  tag: 'Contacts',
  summary: 'Takes the merge of this contact back: what came with it and is still there returns, what came later stays',
  params: IdParams,
  response: ContactDetail,
  handle: ({ act, change, params }) => change(async (tx) => {
    await unmerge(tx, act, params.id);
    return loadContactDetail(tx, readingBack(act), params.id);
  }),
});
