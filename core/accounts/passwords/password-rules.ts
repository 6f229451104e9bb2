import { invalid, normaliseAddress } from '#core/kernel/index.ts';
import { commonPasswords } from './common-passwords.ts';

const lengthMin = 10;
const bytesMax = 1_000;

/**
 * Throws `invalid` for a password that is too short, too long to hash for a stranger, the person's e-mail (or the part before @), one
 * character repeated, or among the most common. No rule about kinds of characters (NIST SP 800-63B 3.1.1.2 advises against them).
 */
export function checkPassword(password: string, email: string): void {
  if (Array.from(password).length < lengthMin) throw invalid('password', `must have at least ${lengthMin} characters`, 'too-short', { min: lengthMin });
  if (Buffer.byteLength(password) > bytesMax) throw invalid('password', `must have at most ${bytesMax} bytes`, 'too-long', { max: bytesMax });
  const plain = password.trim().toLowerCase();
  const address = normaliseAddress(email);
  if (plain === address || plain === address.split('@')[0]) throw invalid('password', 'must not be the e-mail address', 'password-is-email');
  if (new Set(plain).size < 3 || commonPasswords.has(plain)) throw invalid('password', 'is among the first that anyone would guess', 'password-common');
}
