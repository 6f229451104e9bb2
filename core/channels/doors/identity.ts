import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';

/** Which key of which channel. A new version is a new key: what was proved by the old one counts no longer. */
export interface IdentityKeyOf { readonly accountId: number; readonly channelId: number; readonly version: number }

/**
 * The key by which whoever runs a site proves who its visitors are: hex, 256 bits. It is derived from the server's key (HKDF, RFC 5869) and stands nowhere,
 * so there is nothing to steal from the database; whoever changes the server's key changes it, as with every sealed secret.
 */
export function identityKeyOf(key: SecretKey, { accountId, channelId, version }: IdentityKeyOf): string {
  return Buffer.from(hkdfSync('sha256', key.bytes, '', `patchbay channel identity ${accountId}.${channelId}.${version}`, 32)).toString('hex');
}

/** What the site's server computes for an identifier: HMAC-SHA256 with the key as text, in hex. */
export function identityHash(identityKey: string, identifier: string): string {
  return createHmac('sha256', identityKey).update(identifier, 'utf8').digest('hex');
}

/** In a time that does not tell how much of it was right. */
export function isIdentityProved(identityKey: string, identifier: string, hash: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(hash)) return false;
  return timingSafeEqual(Buffer.from(identityHash(identityKey, identifier), 'hex'), Buffer.from(hash, 'hex'));
}
