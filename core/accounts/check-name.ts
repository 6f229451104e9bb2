import { invalid } from '#core/kernel/index.ts';

/** A name as people write it: trimmed, 1 to `lengthMax` characters, no control characters (PostgreSQL refuses NUL, mail headers CR and LF). */
export function checkName(field: string, name: string, lengthMax = 200): string {
  const trimmed = name.trim();
  if (trimmed === '') throw invalid(field, 'must not be empty');
  if (trimmed.length > lengthMax) throw invalid(field, `must have at most ${lengthMax} characters`);
  if (/\p{Cc}/u.test(trimmed)) throw invalid(field, 'must not hold control characters');
  return trimmed;
}
