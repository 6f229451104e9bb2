import { suggestInternalDomains } from '#core/conversations/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import { operation } from '#http/index.ts';
import { InternalDomains } from '../../schemas/account.ts';

export const getInternalDomains = operation({
  id: 'internalDomains.get',
  method: 'GET',
  path: '/native/v1/account/internal-domains',
  tag: 'Account',
  summary: 'The mail domains that are ours, now and before, and domains that look as if they were',
  response: InternalDomains,
  handle: ({ act, snapshot }) => snapshot(async (tx) => {
    requirePermission(act, 'settings.read');
    const versions = await getSettingVersions(tx, 'internal-domains');
    return {
      domains: [...(versions.at(-1)?.body.domains ?? [])],
      withoutProof: [...(versions.at(-1)?.body.unproved ?? [])],
      versions: versions.map(({ version, validFromMs, body }) => ({ version, validFrom: validFromMs === null ? null : new Date(validFromMs).toISOString(), domains: [...body.domains], withoutProof: [...(body.unproved ?? [])] })),
      suggestions: await suggestInternalDomains(tx, act),
    };
  }),
});
