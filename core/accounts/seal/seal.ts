import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CoreError } from '#core/kernel/index.ts';
import type { SecretKey } from './secret-key.ts';

/** Which row a sealed value belongs to. It is bound in: a value copied to another row, table or column does not open there. */
export interface SealedPlace { readonly table: string; readonly column: string; readonly row: string | number }

/*
 * Layout: version (1) | key id (4) | nonce (12) | tag (16) | ciphertext. AES-256-GCM, a random nonce for each value: NIST SP 800-38D 8.3
 * allows 2^32 values per key so, and a server seals a few thousand.
 */
const version = 1;
const headLength = 5;
const nonceLength = 12;
const tagLength = 16;

/** Seals a secret that must be read again: a mailbox password, a TOTP secret, the key of a webhook. */
export function seal(key: SecretKey, place: SealedPlace, secret: string): Buffer {
  const head = Buffer.concat([Buffer.of(version), key.id]);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(associated(head, place));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ciphertext]);
}

/** Opens a sealed value. `unavailable` where it was sealed with another key, of another row, or was changed. */
export function unseal(key: SecretKey, place: SealedPlace, sealed: Buffer): string {
  const head = sealed.subarray(0, headLength);
  if (sealed.length < headLength + nonceLength + tagLength || head[0] !== version) throw cannotOpen('it is not a sealed value');
  if (!head.subarray(1).equals(key.id)) {
    throw cannotOpen(`it was sealed with key ${head.subarray(1).toString('hex')}, this server has ${key.id.toString('hex')}`);
  }
  const nonce = sealed.subarray(headLength, headLength + nonceLength);
  const tag = sealed.subarray(headLength + nonceLength, headLength + nonceLength + tagLength);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagLength }).setAAD(associated(head, place)).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(headLength + nonceLength + tagLength)), decipher.final()]).toString('utf8');
  } catch {
    throw cannotOpen('it belongs to another row, or was changed');
  }
}

function associated(head: Buffer, { table, column, row }: SealedPlace): Buffer {
  return Buffer.concat([head, Buffer.from(JSON.stringify([table, column, String(row)]))]);
}

function cannotOpen(why: string): CoreError {
  return new CoreError('unavailable', 'A stored secret cannot be opened on this server.', { key: 'secret-unreadable', cause: new Error(`sealed value: ${why}`) });
}
