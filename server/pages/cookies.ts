import type { FastifyReply, FastifyRequest } from 'fastify';

/** Of a request: the first cookie of the name, or undefined. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

export interface CookieOptions {
  readonly isHttps: boolean;
  readonly sameSite: 'Lax' | 'Strict';
  /** Null: with the browser's session. 0: away with it. */
  readonly maxAgeSeconds: number | null;
}

/** Only for this origin, unreadable for scripts. `value` must be free of separators (our secrets are base64url). */
export function setCookie(reply: FastifyReply, name: string, value: string, { isHttps, sameSite, maxAgeSeconds }: CookieOptions): void {
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`];
  if (maxAgeSeconds !== null) parts.push(`Max-Age=${maxAgeSeconds}`);
  if (isHttps) parts.push('Secure');
  const before = reply.getHeader('set-cookie');
  reply.header('set-cookie', [...(Array.isArray(before) ? before : before === undefined ? [] : [String(before)]), parts.join('; ')]);
}
