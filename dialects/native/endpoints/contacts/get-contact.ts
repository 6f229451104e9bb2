import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { loadContactDetail } from '../../render/load-contact.ts';
import { ContactDetail } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getContact = operation({
  id: 'contacts.get',
  method: 'GET',
  path: '/native/v1/contacts/{id}',
  tag: 'Contacts',
  summary: 'A contact with its points, attributes and what was merged into it; an old id leads to where it was merged',
  params: IdParams,
  response: ContactDetail,
  async handle({ act, snapshot, params }) {
    requirePermission(act, 'contacts.read');
    return snapshot((tx) => loadContactDetail(tx, act, params.id));
  },
});
