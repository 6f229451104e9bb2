import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request with a cookie may count as its holder's will: the browser says that a page of ours, or nobody's page, asked for it.
 * Where it names no site (plain http outside localhost: Fetch Metadata goes to trustworthy origins only) the origin must be ours; browsers
 * send none with a plain GET, whose answer no other site can read and which changes nothing.
 */
export function isOwnOrigin({ method, headers, base }: { method: string; headers: IncomingHttpHeaders; base: string }): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin !== undefined) return origin === new URL(base).origin;
  return method === 'GET' || method === 'HEAD';
}
