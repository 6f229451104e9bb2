import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { seal, unseal, type SecretKey } from '#core/accounts/index.ts';
import { readCookie, setCookie } from './cookies.ts';

/** Where the browser comes back to from every service: this and no other is registered there. */
export const consentPath = '/authenticate/consent';

/** So long one may take at the service. */
const lifeSeconds = 15 * 60;
const cookieName = (isHttps: boolean): string => (isHttps ? '__Host-patchbay-consent' : 'patchbay-consent');

/** What a browser that went to a service carries: for which invitation, and the verifier of PKCE (RFC 7636). */
export interface ConsentUnderWay { readonly inviteId: number; /** Of the invitation's link. */ readonly expires: number; readonly verifier: string }

/**
 * Remembers in this browser, sealed, for which invitation it goes to a service. `state` opens it and nothing else does, so an answer counts in the browser that asked, for the invitation it asked for,
 * and what one browser gets is worth nothing in another.
 */
export function beginConsentIn(reply: FastifyReply, key: SecretKey, { inviteId, expires, nowMs, isHttps }: { readonly inviteId: number; readonly expires: number; readonly nowMs: number; readonly isHttps: boolean }): { readonly state: string; readonly challenge: string } {
  const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(48).toString('base64url')];
  const held = JSON.stringify([inviteId, expires, verifier, nowMs + lifeSeconds * 1_000]);
  // Lax: the service's redirect is a navigation from another site.
  setCookie(reply, cookieName(isHttps), seal(key, placeOf(state), held).toString('base64url'), { isHttps, sameSite: 'Lax', maxAgeSeconds: lifeSeconds });
  return { state, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** What the browser went with, once: the cookie goes. Null: another browser, another state, too late. */
export function endConsentIn(request: FastifyRequest, reply: FastifyReply, key: SecretKey, { state, nowMs, isHttps }: { readonly state: string; readonly nowMs: number; readonly isHttps: boolean }): ConsentUnderWay | null {
  const held = readCookie(request, cookieName(isHttps));
  if (held === undefined || !/^[\w-]{40,2000}$/.test(held) || !/^[\w-]{43}$/.test(state)) return null;
  setCookie(reply, cookieName(isHttps), '', { isHttps, sameSite: 'Lax', maxAgeSeconds: 0 });
  try {
    const [inviteId, expires, verifier, endsAtMs] = JSON.parse(unseal(key, placeOf(state), Buffer.from(held, 'base64url'))) as [number, number, string, number];
    return endsAtMs > nowMs ? { inviteId, expires, verifier } : null;
  } catch {
    return null; // sealed for another state, or by nobody here
  }
}

const placeOf = (state: string) => ({ table: 'a browser', column: 'consent', row: state });
