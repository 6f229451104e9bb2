import { createHmac } from 'node:crypto';

export const stepSeconds = 30;

/** The time step an instant lies in (RFC 6238 4.2, T0 = 0). */
export function stepAt(epochMs: number): number {
  return Math.floor(epochMs / 1000 / stepSeconds);
}

/** The code of a step: RFC 6238 over RFC 4226 5.3. Apps know SHA-1 and 6 digits; the RFC's vectors are of 8. */
export function totpCode(secret: Uint8Array, step: number, { digits = 6, algorithm = 'sha1' }: { digits?: number; algorithm?: string } = {}): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = mac.at(-1)! & 15;
  const value = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(value % 10 ** digits).padStart(digits, '0');
}
