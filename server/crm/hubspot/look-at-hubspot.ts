import { CrmTrouble, type CrmStep } from '#core/crm/index.ts';
import type { HubspotCall } from './hubspot-client.ts';

const asks = [
  ['contacts', '/crm/v3/objects/contacts', { limit: '1', archived: 'false' }],
  ['deals', '/crm/v3/objects/deals', { limit: '1', archived: 'false' }],
  ['fields', '/crm/v3/properties/contacts', { archived: 'false' }],
  ['owners', '/crm/v3/owners', { limit: '1', archived: 'false' }],
] as const;

/** Signs in and reads one of each that a sync needs. Stops where the token does not count; writes nothing, so that writing is allowed shows at the first run. */
export async function lookAtHubspot(call: HubspotCall): Promise<CrmStep[]> {
  const steps: CrmStep[] = [];
  const tried = async (step: CrmStep['step'], work: () => Promise<string>): Promise<boolean> => {
    try {
      steps.push({ step, ok: true, text: await work(), key: null, values: {} });
      return true;
    } catch (error) {
      if (!(error instanceof CrmTrouble)) throw error;
      steps.push({ step, ok: false, text: error.message, key: error.key, values: error.values ?? {} });
      return error.kind === 'forbidden';
    }
  };
  const isIn = await tried('sign-in', async () => {
    const { status, body } = await call('GET', '/account-info/v3/details', { alsoFine: [403] });
    return status === 403 ? 'Signed in.' : `Signed in to the account ${typeof body['portalId'] === 'number' ? body['portalId'] : ''}.`;
  });
  if (!isIn) return steps;
  for (const [step, path, query] of asks) {
    if (!(await tried(step, async () => { await call('GET', path, { query }); return 'May be read.'; }))) break;
  }
  return steps;
}
