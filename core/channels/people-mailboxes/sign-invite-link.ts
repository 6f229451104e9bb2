import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';

/** What a link names: an invitation and until when the link is good, in Unix seconds. */
export interface InviteLink { readonly id: number; readonly expires: number }

/** The link to the page of an invitation. `base`: where people reach the server. Whoever changes the server's key makes all links worthless. */
export function signInviteLink(key: SecretKey, base: string, { id, expiresAt }: { readonly id: number; readonly expiresAt: string }): string {
  const link = { id, expires: Math.floor(Date.parse(expiresAt) / 1_000) };
  return `${base}/authenticate/${link.id}?expires=${link.expires}&signature=${signatureOf(key, link)}`;
}

/** Reads what came from outside; null: not signed here, changed, or over. Asks no database, so that a guesser costs nothing. */
export function readInviteLink(key: SecretKey, given: { readonly id: unknown; readonly expires: unknown; readonly signature: unknown }, now: string): InviteLink | null {
  const { id, expires, signature } = given;
  if (typeof id !== 'string' || typeof expires !== 'string' || typeof signature !== 'string') return null;
  if (!/^\d{1,15}$/.test(id) || !/^\d{1,12}$/.test(expires) || !/^[0-9a-f]{64}$/.test(signature)) return null;
  const link = { id: Number(id), expires: Number(expires) };
  if (!timingSafeEqual(Buffer.from(signatureOf(key, link), 'hex'), Buffer.from(signature, 'hex'))) return null;
  return link.expires * 1_000 > Date.parse(now) ? link : null;
}

/** HMAC-SHA256 with a key of its own, derived from the server's (HKDF, RFC 5869). */
function signatureOf(key: SecretKey, { id, expires }: InviteLink): string {
  const own = Buffer.from(hkdfSync('sha256', key.bytes, '', 'patchbay mailbox invite', 32));
  return createHmac('sha256', own).update(`${id}:${expires}`).digest('hex');
}
