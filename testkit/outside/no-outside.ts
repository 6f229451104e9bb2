import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSecretKey } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { enqueueJob } from '#jobs/index.ts';

const refuse = async (): Promise<never> => { throw new Error('this test has no world outside'); };

/** For tests that only look at an API or change nothing outside the database; `parts` stand in for what the test is about. */
export function noOutside(parts: Partial<Outside> = {}): Outside {
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  return {
    files: openFileStore({ dir: join(tmpdir(), `no-outside-${process.pid}`) }),
    key: async () => key,
    cleanHtml: refuse, renderArticle: refuse, testConnection: refuse, discoverServers: refuse, checkSendingDomain: refuse, sendTestMail: refuse, checkTarget: async () => {}, deliverWebhook: refuse, callOut: refuse, exchangeUrl: 'https://exchange.test/EWS/Exchange.asmx', findMailUsers: refuse, signInMailService: refuse, beginConsent: refuse, finishConsent: refuse, testMailService: refuse,
    house: {
      enqueue: async (tx, act, { kind, ...payload }) => { await enqueueJob(tx, { queue: 'settings', kind, payload, runAt: act.now }); },
      canMail: async () => false, passwordReset: null, checkMailFile: refuse, retryQuarantined: refuse, apis: () => [{ name: 'native', title: 'Patchbay API' }], demo: { state: () => ({ state: 'none', text: '' }), start: () => { throw new Error('this test has no world outside'); } },
    },
    crm: { kinds: [{ kind: 'hubspot', title: 'HubSpot', secrets: [['token'], ['clientId', 'clientSecret', 'refreshToken']] }, { kind: 'file', title: 'CSV', secrets: [] }], open: refuse, look: refuse },
    wake: () => {},
    ...parts,
  };
}
