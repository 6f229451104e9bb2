import { CrmTrouble, openFileSource, readDealsFile, type CrmOpening, type CrmSources, type DealsFile } from '#core/crm/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import type { OutboundRules } from '#http/outbound/index.ts';
import { createHubspotClient, type HubspotCall } from './hubspot/hubspot-client.ts';
import { openHubspotSource } from './hubspot/hubspot-source.ts';
import { lookAtHubspot } from './hubspot/look-at-hubspot.ts';

export interface CrmSourcesOptions { readonly hubspotUrl: string; readonly outbound: OutboundRules; readonly nowMs: () => number }

/** What customer management systems the server can read. A further one is a folder beside hubspot/ and a line in each function. */
export function createCrmSources({ hubspotUrl, outbound, nowMs }: CrmSourcesOptions): CrmSources {
  const hubspot = ({ secret, onSecret }: CrmOpening): HubspotCall => {
    if (secret === null) throw new CrmTrouble('refused', 'There is no token.', 'crm-secret-wanted');
    return createHubspotClient({ baseUrl: hubspotUrl, outbound, nowMs, secret, onSecret });
  };
  return {
    kinds: [
      { kind: 'hubspot', title: 'HubSpot', secrets: [['token'], ['clientId', 'clientSecret', 'refreshToken']] },
      { kind: 'file', title: 'CSV', secrets: [] },
    ],
    open: async (kind, opening) => {
      switch (kind) {
        case 'hubspot': return openHubspotSource(hubspot(opening), { emailProperty: opening.emailProperty });
        case 'file': return openFileSource(await fileOf(opening));
        default: throw new CrmTrouble('strange', `This server does not know the system ${kind}.`, 'crm-kind');
      }
    },
    look: async (kind, opening) => {
      if (kind !== 'hubspot') return [];
      return lookAtHubspot(hubspot(opening));
    },
  };
}

async function fileOf({ file }: CrmOpening): Promise<DealsFile> {
  const bytes = await file();
  if (bytes === null) throw new CrmTrouble('refused', 'There is no file.', 'deals-none');
  try {
    return readDealsFile(bytes);
  } catch (error) {
    // It was looked through before it was kept: only a newer version of ours can find fault with it.
    if (error instanceof CoreError) throw new CrmTrouble('refused', error.safeText, 'deals-none', { cause: error });
    throw error;
  }
}
