import type { HubspotCall, Json } from './hubspot-client.ts';
import { resultsOf } from './read-answer.ts';

/** Of one deal; more are nobody's sale. */
const pagesMax = 20;

/**
 * Whom deals are about: contact ids by deal id. 1,000 deals at most in one request (documented), and a deal with many contacts goes on by a key of its own. 207: some deals have no contacts,
 * which is told as an error of each.
 */
export async function readContactIds(call: HubspotCall, dealIds: readonly string[]): Promise<Map<string, string[]>> {
  const path = '/crm/v4/associations/deals/contacts/batch/read';
  const found = new Map<string, string[]>();
  let inputs: { id: string; after?: string }[] = dealIds.map((id) => ({ id }));
  for (let page = 0; inputs.length > 0 && page < pagesMax; page += 1) {
    const answer = await call('POST', path, { json: { inputs } });
    inputs = [];
    for (const result of resultsOf(answer, path)) {
      const dealId = idText((result['from'] as Json | undefined)?.['id']);
      const to = Array.isArray(result['to']) ? result['to'] as Json[] : [];
      found.set(dealId, [...found.get(dealId) ?? [], ...to.map((one) => idText(one['toObjectId'])).filter((id) => id !== '')]);
      const after = (result['paging'] as { next?: { after?: unknown } } | undefined)?.next?.after;
      if (typeof after === 'string' && after !== '') inputs.push({ id: dealId, after });
    }
  }
  return found;
}

/** Ids are text in one place and numbers in another. */
const idText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
