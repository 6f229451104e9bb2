import { invalid, isMailAddress, normaliseAddress } from '#core/kernel/index.ts';

/** A name as people write it: trimmed, 1 to `lengthMax` characters, nothing that PostgreSQL (NUL, lone surrogates) or a mail header cannot hold. */
export function checkName(field: string, name: string, lengthMax = 200): string {
  const trimmed = name.trim();
  if (trimmed === '') throw invalid(field, 'must not be empty');
  if (trimmed.length > lengthMax) throw invalid(field, `must have at most ${lengthMax} characters`);
  if (/\p{Cc}/u.test(trimmed) || !trimmed.isWellFormed()) throw invalid(field, 'must not hold control characters');
  return trimmed;
}

/** A mail address, normalised, that can be stored. */
export function checkAddress(field: string, address: string): string {
  const key = normaliseAddress(address);
  if (!isMailAddress(key) || /\p{Cc}/u.test(key) || !key.isWellFormed()) throw invalid(field, 'is not a mail address');
  return key;
}
