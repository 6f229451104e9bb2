import { invalid } from '#core/kernel/index.ts';

/** Words that are said or shown: null and blank are none; several lines are fine, other controls are not. */
export function checkText(field: string, text: string | null, lengthMax: number): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  if (trimmed.length > lengthMax) throw invalid(field, `must have at most ${lengthMax} characters`, 'too-long', { max: lengthMax });
  if (!trimmed.isWellFormed() || /[^\P{Cc}\n\r\t]/u.test(trimmed)) throw invalid(field, 'must not hold control characters', 'bad-characters');
  return trimmed;
}
