import { domainToASCII } from 'node:url';
import { checkAddress } from '#core/accounts/index.ts';
import { domainOf, invalid, normaliseAddress } from '#core/kernel/index.ts';

/**
 * A domain as filters hold it: lower case, in ASCII (`müller.de` is `xn--mller-kva.de`), without a leading @; `*.` in front means every domain below it.
 * `invalid` for what is no domain.
 */
export function checkFilterDomain(given: string, field = 'domain'): string {
  const plain = given.trim().toLowerCase().replace(/^@/, '');
  const isBelow = plain.startsWith('*.');
  const ascii = asciiDomain(isBelow ? plain.slice(2) : plain);
  if (ascii.length > 251 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(ascii)) throw invalid(field, `"${given.slice(0, 80)}" is not a mail domain such as example.com`, 'no-domain');
  return `${isBelow ? '*.' : ''}${ascii}`;
}

/** An address as filters hold it: lower case, its domain in ASCII. A part after a plus sign belongs to it: another tag is another address. */
export function checkFilterAddress(given: string, field = 'address'): string {
  const address = comparableAddress(checkAddress(field, given));
  checkFilterDomain(domainOf(address), field);
  return address;
}

/** An address of a mail as it is looked up. */
export function comparableAddress(address: string): string {
  const plain = normaliseAddress(address);
  const domain = domainOf(plain);
  return domain === '' ? plain : `${plain.slice(0, plain.length - domain.length)}${comparableDomain(domain)}`;
}

/** A domain of a mail as it is looked up; what is none stays as it is. */
export function comparableDomain(domain: string): string {
  const plain = domain.toLowerCase();
  return asciiDomain(plain) || plain;
}

/** The entries that would mean a domain: itself, and `*.` with each domain above it. What is longer than a domain can be (RFC 1035, 2.3.4) is none: a stranger's header may hold thousands of dots. */
export function entriesMeaning(domain: string): string[] {
  if (domain.length > 253) return [domain];
  const labels = domain.split('.');
  return [domain, ...labels.slice(1, -1).map((_, at) => `*.${labels.slice(at + 1).join('.')}`)];
}

/** The WHATWG function reads numbers as IPv4 addresses and takes away what is percent-encoded; neither happens to what has letters beyond ASCII only. */
function asciiDomain(domain: string): string {
  return /^[\x21-\x7e]*$/.test(domain) ? domain : domainToASCII(domain);
}
