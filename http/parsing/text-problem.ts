/** Why a text may not enter, or null. PostgreSQL has no NUL in text, and a lone surrogate has no UTF-8. */
export function textProblem(text: string): string | null {
  if (text.includes('\0')) return 'contains a NUL character';
  if (!text.isWellFormed()) return 'is not well-formed Unicode';
  return null;
}
