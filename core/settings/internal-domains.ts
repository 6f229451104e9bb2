import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { SettingBodies } from './setting-kinds.ts';
import { getSettingVersions, lockSettings, setSetting } from './setting-versions.ts';

type InternalDomains = SettingBodies['internal-domains'];

/** Adds domains to those that are ours, for all history. Returns the whole list; nothing changes where all are there already. */
export async function addInternalDomains(tx: Tx, act: Act, domains: readonly string[]): Promise<{ domains: readonly string[]; changed: boolean }> {
  for (const domain of domains) checkDomain('internal-domain', domain);
  if (domains.length === 0) return { domains: [], changed: false };
  await lockSettings(tx);
  const versions = await getSettingVersions(tx, 'internal-domains');
  const body = versions.at(-1)?.body ?? { domains: [] };
  const present = body.domains;
  const all = [...new Set([...present, ...domains])].sort();
  if (all.length === present.length) return { domains: present, changed: false };
  await setSetting(tx, act, 'internal-domains', { ...body, domains: all }, { fromBeginning: true });
  return { domains: all, changed: true };
}

/**
 * Makes exactly these domains ours, for all history. `withoutProof`: those among them whose mail counts as ours on its word alone; absent: as it was.
 * `changed` false: it was so. Case and doubles do not matter.
 */
export async function setInternalDomains(
  tx: Tx, act: Act, domains: readonly string[], withoutProof?: readonly string[],
): Promise<{ domains: readonly string[]; changed: boolean }> {
  requirePermission(act, 'settings.write');
  await lockSettings(tx);
  const present = (await getSettingVersions(tx, 'internal-domains')).at(-1)?.body ?? { domains: [] };
  const wanted = internalDomainsOf(present, domains, withoutProof);
  if (isSame(present.domains, wanted.domains) && isSame(present.unproved ?? [], wanted.unproved ?? [])) return { domains: present.domains, changed: false };
  await setSetting(tx, act, 'internal-domains', wanted, { fromBeginning: true });
  return { domains: wanted.domains, changed: true };
}

/** The setting that comes of these wishes. `invalid` for what is no mail domain, and for proof that is waived for a domain that is not ours. */
export function internalDomainsOf(present: InternalDomains, domains: readonly string[], withoutProof?: readonly string[]): InternalDomains {
  const wanted = normaliseDomains(domains);
  const waived = withoutProof === undefined ? (present.unproved ?? []).filter((domain) => wanted.includes(domain)) : normaliseDomains(withoutProof);
  const foreign = waived.find((domain) => !wanted.includes(domain));
  if (foreign !== undefined) throw invalid('withoutProof', `"${foreign}" is not among the domains`, 'not-offered');
  return { domains: wanted, ...(waived.length > 0 && { unproved: waived }) };
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((domain, at) => domain === b[at]);

/** Lower case, each once, in order; `invalid` for what is no mail domain. */
export function normaliseDomains(domains: readonly string[]): string[] {
  const all = [...new Set(domains.map((domain) => domain.trim().toLowerCase()))].sort();
  for (const domain of all) checkDomain('domains', domain);
  return all;
}

function checkDomain(field: string, domain: string): void {
  if (domain.length > 253 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) throw invalid(field, `"${domain}" is not a mail domain such as example.com`, 'no-domain');
}
