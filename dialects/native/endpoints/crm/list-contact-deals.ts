import { findDealsOfAddresses } from '#core/analytics/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { renderDeal } from '../../render/crm.ts';
import { Deals } from '../../schemas/crm.ts';
import { IdParams } from '../../schemas/shared.ts';

export const listContactDeals = operation({
  id: 'contacts.deals',
  method: 'GET',
  path: '/native/v1/contacts/{id}/deals',
  tag: 'CRM',
  summary: 'The deals about somebody with one of the contact\'s addresses, open ones first, fifty at most',
  params: IdParams,
  response: Deals,
  async handle({ act, snapshot, params: { id } }) {
    requirePermission(act, 'contacts.read');
    return snapshot(async (tx) => {
      const { points } = await getContact(tx, act, id);
      const deals = await findDealsOfAddresses(tx, act, points.filter(({ kind }) => kind === 'email').map(({ value }) => value.toLowerCase()));
      return { items: deals.map(renderDeal), next: null };
    });
  },
});
