import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import { spf as verifySpf } from 'mailauth/lib/spf/index.js';
import type { AskDns } from './check-dns.ts';
import { asResult, worstOf } from './check-result.ts';
import { withFewSignatures } from './few-signatures.ts';
import type { MailToVerify, VerifiedMail } from './verified-mail.ts';

type DnsOfMailauth = (domain: string, type: string) => Promise<string[][] | string[]>;

/** Looks at signatures, at the client and at what the domain says of both. Throws for nothing but bytes that the library cannot read. */
export async function verifyMail({ raw, client }: MailToVerify, ask: AskDns): Promise<VerifiedMail> {
  const resolver = ask as DnsOfMailauth;
  const { headerFrom, fromFields, results } = await dkimVerify(withFewSignatures(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)), { resolver, minBitLength: 1_024, rejectRsaSha1: true });
  const passed = results.filter((row) => row.status.result === 'pass' && row.status.underSized === undefined); // what `l=` (RFC 6376 3.5) leaves open anybody may have written
  const spf = client === null || client.envelopeSender === '' ? null : await verifySpf({ resolver, ip: client.address, helo: client.helo, sender: client.envelopeSender, mta: 'patchbay' });
  const spfResult = spf === null ? null : asResult(spf.status.result);
  const { response } = await evaluateDmarc({
    headerFrom, fromFields, resolver, spfDomains: spf !== null && spfResult === 'pass' && spf.domain ? [spf.domain] : [],
    dkimDomains: passed.map((row) => ({ id: row.id, domain: row.signingDomain, aligned: row.status.aligned })),
  } as Parameters<typeof evaluateDmarc>[0]);
  const dkim = worstOf(results.map((row) => (row.status.result === 'pass' && !passed.includes(row) ? 'policy' : asResult(row.status.result))));
  if (response === false) return { domain: null, dkim, spf: spfResult, dmarc: 'none', policy: null, aligned: null };
  const domain = response.status.header?.from?.toLowerCase() ?? null;
  const found = { domain, dkim, spf: spfResult };
  const dmarc = asResult(response.status.result);
  // Narrower than DMARC, for which neighbours are one organisation: beneath many a domain (onmicrosoft.com, hosts of shops) live strangers, each with keys of his own.
  const aligned = passed.some((row) => isWithin(row.signingDomain, domain)) ? 'dkim' : spfResult === 'pass' && isWithin(spf?.domain, domain) ? 'spf' : null;
  if (dmarc === 'none') return { ...found, dmarc, policy: null, aligned }; // no policy: the same alignment
  const policy = response.policy === 'quarantine' || response.policy === 'reject' || response.policy === 'none' ? response.policy : null;
  if (dmarc === 'pass') return { ...found, dmarc, policy, aligned };
  const isUnknown = dkim === 'temperror' || spfResult === 'temperror';
  // Without the client nobody knows that it failed.
  return { ...found, dmarc: dmarc !== 'fail' ? dmarc : isUnknown ? 'temperror' : spfResult === null && client === null ? null : 'fail', policy, aligned: null };
}

function isWithin(domain: string | undefined, from: string | null): boolean {
  const one = domain?.toLowerCase();
  return one !== undefined && from !== null && (one === from || one.endsWith(`.${from}`) || from.endsWith(`.${one}`));
}
