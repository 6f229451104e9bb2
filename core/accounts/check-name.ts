import { invalid, isMailAddress, normaliseAddress } from '#core/kernel/index.ts';

/** A name as people write it: trimmed, 1 to `lengthMax` characters, nothing that PostgreSQL (NUL, lone surrogates) or a mail header cannot hold. */
export function checkName(field: string, name: string, lengthMax = 200): string {
  const trimmed = name.trim();
  if (trimmed === '') throw invalid(field, 'must not be empty', 'empty');
  if (trimmed.length > lengthMax) throw invalid(field, `must have at most ${lengthMax} characters`, 'too-long', { max: lengthMax });
  if (!isStorable(trimmed)) throw invalid(field, 'must not hold control characters', 'bad-characters');
  return trimmed;
}

/** False for what PostgreSQL cannot take as text or nobody writes: NUL and other controls, lone surrogates. A finder answers "nothing" to it. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** A mail address, normalised, that can be stored. */
export function checkAddress(field: string, address: string): string {
  const key = normaliseAddress(address);
  if (!isMailAddress(key) || !isStorable(key)) throw invalid(field, 'is not a mail address', 'no-mail-address');
  return key;
}
