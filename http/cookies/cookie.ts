export interface CookieOptions {
  readonly isHttps: boolean;
  readonly sameSite: 'Lax' | 'Strict';
  /** Null: with the browser's session. 0: away with it. */
  readonly maxAgeSeconds: number | null;
}

/** A `Set-Cookie` for this origin only, unreadable for scripts. `value` must be free of separators (our secrets are base64url). */
export function cookieText(name: string, value: string, { isHttps, sameSite, maxAgeSeconds }: CookieOptions): string {
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`];
  if (maxAgeSeconds !== null) parts.push(`Max-Age=${maxAgeSeconds}`);
  if (isHttps) parts.push('Secure');
  return parts.join('; ');
}

/** Of a request's Cookie header: the first cookie of the name, or undefined. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
