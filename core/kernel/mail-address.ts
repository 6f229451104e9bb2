/** Lower-cased and trimmed: how addresses are compared everywhere. */
export function normaliseAddress(address: string): string {
  return address.trim().toLowerCase();
}

/** What follows the last @, or '' where there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at + 1).toLowerCase();
}

/** A plausible address: something@host.tld, no spaces or controls, at most 254 characters (RFC 5321 4.5.3.1.3). */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"(),:;\p{Cc}\p{Cs}]+@[^\s@<>"(),:;\p{Cc}\p{Cs}]+\.[^\s@<>"(),:;.\p{Cc}\p{Cs}]{2,}$/u.test(text);
}
