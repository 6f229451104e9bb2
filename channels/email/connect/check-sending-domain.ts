import { domainOf } from '#core/kernel/index.ts';
import type { SendingDomainHint } from '#core/channels/index.ts';
import { systemDns, type MailDns } from './dns.ts';
import { isHost } from './parse-autoconfig.ts';

/** DKIM keys lie under names that only the sender knows; these are the usual ones. */
const selectors = ['default', 'selector1', 'selector2', 'google', 'k1', 'k2', 's1', 's2', 'mail', 'dkim', 'fm1', 'sig1'];

/** Whether receivers can tell that mail of this address's domain is genuine: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). By DNS alone; a hint, no proof. */
export async function checkSendingDomain(address: string, dns: MailDns = systemDns()): Promise<SendingDomainHint[]> {
  const domain = domainOf(address).toLowerCase();
  if (!isHost(domain)) return [{ name: 'spf', state: 'unknown', text: 'The address has no domain that can be looked up.' }];
  const [spf, dmarc, keys] = await Promise.all([
    dns.txt(domain), dns.txt(`_dmarc.${domain}`), Promise.all(selectors.map(async (selector) => ({ selector, found: isKey(await dns.txt(`${selector}._domainkey.${domain}`)) }))),
  ]);
  return [judgeSpf(spf), judgeDkim(keys.filter(({ found }) => found).map(({ selector }) => selector)), judgeDmarc(dmarc)];
}

function judgeSpf(records: readonly string[]): SendingDomainHint {
  const found = records.filter((record) => /^v=spf1(?:\s|$)/i.test(record));
  if (found.length === 0) return { name: 'spf', state: 'missing', text: 'There is no SPF record. Publish one that names the servers that send for this domain: v=spf1 include:YOUR-PROVIDER ~all' };
  if (found.length > 1) return { name: 'spf', state: 'wrong', text: 'There are several SPF records; receivers take none of them then. Make them one.' };
  if (/\+all\b/i.test(found[0]!)) return { name: 'spf', state: 'wrong', text: 'The SPF record ends with +all: everybody may send for this domain.' };
  return { name: 'spf', state: 'present', text: 'There is an SPF record. See that it names the server that you send through.' };
}

function judgeDkim(found: readonly string[]): SendingDomainHint {
  return found.length > 0 ? { name: 'dkim', state: 'present', text: `There are DKIM keys (${found.join(', ')}).` }
    : { name: 'dkim', state: 'unknown', text: 'No DKIM key lies under the usual names; there may be one under another. Your mail server must sign what it sends.' };
}

function judgeDmarc(records: readonly string[]): SendingDomainHint {
  const found = records.filter((record) => /^v=DMARC1\b/i.test(record));
  const policy = /\bp\s*=\s*(none|quarantine|reject)\b/i.exec(found[0] ?? '')?.[1]?.toLowerCase();
  if (found.length === 0) return { name: 'dmarc', state: 'missing', text: 'There is no DMARC record. Large providers want one: v=DMARC1; p=none; rua=mailto:YOU' };
  if (found.length > 1 || policy === undefined) return { name: 'dmarc', state: 'wrong', text: 'The DMARC record is not one that receivers can read.' };
  return { name: 'dmarc', state: 'present', text: `There is a DMARC record with the policy ${policy}.` };
}

function isKey(records: readonly string[]): boolean {
  return records.some((record) => /\bp\s*=\s*[A-Za-z0-9+/]{20}/.test(record));
}
