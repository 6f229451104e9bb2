import { domainOf } from '#core/kernel/index.ts';
import { sayOfMail, type SendingDomainHint } from '#core/channels/index.ts';
import { systemDns, type MailDns } from './dns.ts';
import { isHost } from './parse-autoconfig.ts';

/** DKIM keys lie under names that only the sender knows; these are the usual ones. */
const selectors = ['default', 'selector1', 'selector2', 'google', 'k1', 'k2', 's1', 's2', 'mail', 'dkim', 'fm1', 'sig1'];

/** Whether receivers can tell that mail of this address's domain is genuine: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). By DNS alone; a hint, no proof. */
export async function checkSendingDomain(address: string, dns: MailDns = systemDns()): Promise<SendingDomainHint[]> {
  const domain = domainOf(address).toLowerCase();
  if (!isHost(domain)) return [{ name: 'spf', state: 'unknown', ...hint('no-domain') }];
  const [spf, dmarc, keys] = await Promise.all([
    dns.txt(domain), dns.txt(`_dmarc.${domain}`), Promise.all(selectors.map(async (selector) => ({ selector, found: isKey(await dns.txt(`${selector}._domainkey.${domain}`)) }))),
  ]);
  return [judgeSpf(spf), judgeDkim(keys.filter(({ found }) => found).map(({ selector }) => selector)), judgeDmarc(dmarc)];
}

function judgeSpf(records: readonly string[]): SendingDomainHint {
  const found = records.filter((record) => /^v=spf1(?:\s|$)/i.test(record));
  if (found.length === 0) return { name: 'spf', state: 'missing', ...hint('spf-missing') };
  if (found.length > 1) return { name: 'spf', state: 'wrong', ...hint('spf-many') };
  if (/\+all\b/i.test(found[0]!)) return { name: 'spf', state: 'wrong', ...hint('spf-all') };
  return { name: 'spf', state: 'present', ...hint('spf-present') };
}

function judgeDkim(found: readonly string[]): SendingDomainHint {
  return found.length > 0 ? { name: 'dkim', state: 'present', ...hint('dkim-present', { selectors: found.join(', ') }) }
    : { name: 'dkim', state: 'unknown', ...hint('dkim-unknown') };
}

function judgeDmarc(records: readonly string[]): SendingDomainHint {
  const found = records.filter((record) => /^v=DMARC1\b/i.test(record));
  const policy = /\bp\s*=\s*(none|quarantine|reject)\b/i.exec(found[0] ?? '')?.[1]?.toLowerCase();
  if (found.length === 0) return { name: 'dmarc', state: 'missing', ...hint('dmarc-missing') };
  if (found.length > 1 || policy === undefined) return { name: 'dmarc', state: 'wrong', ...hint('dmarc-wrong') };
  return { name: 'dmarc', state: 'present', ...hint('dmarc-present', { policy }) };
}

function isKey(records: readonly string[]): boolean {
  return records.some((record) => /\bp\s*=\s*[A-Za-z0-9+/]{20}/.test(record));
}

function hint(...of: Parameters<typeof sayOfMail>): Pick<SendingDomainHint, 'text' | 'said'> {
  const { text, key, values } = sayOfMail(...of);
  return { text, said: [{ key, values }] };
}
