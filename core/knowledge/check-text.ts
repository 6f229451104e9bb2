import { invalid } from '#core/kernel/index.ts';

/** One line that is shown: trimmed, never empty, without controls. */
export function checkLine(field: string, text: string, lengthMax: number): string {
  const line = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (line === '') throw invalid(field, 'must not be empty', 'empty');
  if (line.length > lengthMax) throw invalid(field, `must have at most ${lengthMax} characters`, 'too-long', { max: lengthMax });
  if (!line.isWellFormed() || /\p{Cc}/u.test(line)) throw invalid(field, 'must not hold control characters', 'bad-characters');
  return line;
}

/** A line that may be missing: null and blank are none. */
export function checkOptionalLine(field: string, text: string | null | undefined, lengthMax: number): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : checkLine(field, text, lengthMax);
}

/** Text of several lines as it was written; may be empty. */
export function checkLines(field: string, text: string, lengthMax: number): string {
  if (text.length > lengthMax) throw invalid(field, `must have at most ${lengthMax} characters`, 'too-long', { max: lengthMax });
  if (!text.isWellFormed() || text.includes('\u0000')) throw invalid(field, 'must not hold control characters', 'bad-characters');
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
