import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { getSettingVersions, lockSettings, setSetting } from './setting-versions.ts';

/** Adds domains to those that are ours, for all history. Returns the whole list; nothing changes where all are there already. */
export async function addInternalDomains(tx: Tx, act: Act, domains: readonly string[]): Promise<{ domains: readonly string[]; changed: boolean }> {
  for (const domain of domains) checkDomain('internal-domain', domain);
  if (domains.length === 0) return { domains: [], changed: false };
  await lockSettings(tx);
  const versions = await getSettingVersions(tx, 'internal-domains');
  const present = versions.at(-1)?.body.domains ?? [];
  const all = [...new Set([...present, ...domains])].sort();
  if (all.length === present.length) return { domains: present, changed: false };
  await setSetting(tx, act, 'internal-domains', { domains: all }, { fromBeginning: true });
  return { domains: all, changed: true };
}

/** Makes exactly these domains ours, for all history. `changed` false: they were. Case and doubles do not matter. */
export async function setInternalDomains(tx: Tx, act: Act, domains: readonly string[]): Promise<{ domains: readonly string[]; changed: boolean }> {
  requirePermission(act, 'settings.write');
  const wanted = normaliseDomains(domains);
  await lockSettings(tx);
  const present = (await getSettingVersions(tx, 'internal-domains')).at(-1)?.body.domains ?? [];
  if (present.length === wanted.length && present.every((domain, at) => domain === wanted[at])) return { domains: present, changed: false };
  await setSetting(tx, act, 'internal-domains', { domains: wanted }, { fromBeginning: true });
  return { domains: wanted, changed: true };
}

/** Lower case, each once, in order; `invalid` for what is no mail domain. */
export function normaliseDomains(domains: readonly string[]): string[] {
  const all = [...new Set(domains.map((domain) => domain.trim().toLowerCase()))].sort();
  for (const domain of all) checkDomain('domains', domain);
  return all;
}

function checkDomain(field: string, domain: string): void {
  if (domain.length > 253 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) throw invalid(field, `"${domain}" is not a mail domain such as example.com`, 'no-domain');
}
