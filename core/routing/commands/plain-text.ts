import { invalid } from '#core/kernel/index.ts';

/** What somebody typed, without blanks at its ends: neither empty nor longer than `max`, nothing that cannot be stored. */
export function plainText(field: string, value: string | undefined, max: number): string {
  const trimmed = value?.trim() ?? '';
  if (trimmed === '') throw invalid(field, 'must not be empty', 'empty');
  if (trimmed.length > max) throw invalid(field, `must not be longer than ${max} characters`, 'too-long', { max });
  if (trimmed.includes('\u0000') || !trimmed.isWellFormed()) throw invalid(field, 'holds characters that cannot be stored', 'bad-characters');
  return trimmed;
}
