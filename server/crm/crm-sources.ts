import { CrmTrouble, openFileSource, readDealsFile, type CrmOpening, type CrmSources } from '#core/crm/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import type { OutboundRules } from '#http/outbound/index.ts';
import { createHubspotClient, type HubspotCall } from './hubspot/hubspot-client.ts';
import { openHubspotSource } from './hubspot/hubspot-source.ts';
import { lookAtHubspot } from './hubspot/look-at-hubspot.ts';

export interface CrmSourcesOptions { readonly files: FileStore; readonly hubspotUrl: string; readonly outbound: OutboundRules; readonly nowMs: () => number }

/** What customer management systems the server can read. A further one is a folder beside hubspot/ and a line in each function. */
export function createCrmSources({ files, hubspotUrl, outbound, nowMs }: CrmSourcesOptions): CrmSources {
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
        case 'file': return openFileSource(readDealsFile(await storedFile(files, opening)));
        default: throw new CrmTrouble('strange', `This server does not know the system ${kind}.`, 'crm-kind');
      }
    },
    look: async (kind, opening) => {
      if (kind !== 'hubspot') return [];
      return lookAtHubspot(hubspot(opening));
    },
  };
}

async function storedFile(files: FileStore, { accountId, settings }: CrmOpening): Promise<Buffer> {
  const { sha256 } = settings;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw new CrmTrouble('refused', 'There is no file.', 'deals-none');
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of await files.open(accountId, sha256)) chunks.push(chunk as Buffer);
  } catch (error) {
    if (error instanceof CoreError && error.code !== 'not-found') throw error;
    throw new CrmTrouble('refused', 'The file is not there any more.', 'deals-none', { cause: error });
  }
  return Buffer.concat(chunks);
}
