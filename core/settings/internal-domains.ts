import { invalid, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { getSettingVersions, lockSettings, setSetting } from './setting-versions.ts';

/** Adds domains to those that are ours, for all history. Returns the whole list; nothing changes where all are there already. */
export async function addInternalDomains(tx: Tx, act: Act, domains: readonly string[]): Promise<{ domains: readonly string[]; changed: boolean }> {
  for (const domain of domains) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) throw invalid('internal-domain', `"${domain}" is not a mail domain such as example.com`);
  }
  if (domains.length === 0) return { domains: [], changed: false };
  await lockSettings(tx);
  const versions = await getSettingVersions(tx, 'internal-domains');
  const present = versions.at(-1)?.body.domains ?? [];
  const all = [...new Set([...present, ...domains])].sort();
  if (all.length === present.length) return { domains: present, changed: false };
  await setSetting(tx, act, 'internal-domains', { domains: all }, { fromBeginning: true });
  return { domains: all, changed: true };
}
