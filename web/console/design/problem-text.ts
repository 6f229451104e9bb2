import { ApiProblem } from '../api/api-problem.ts';

export const isOffline = (error: unknown): boolean => error instanceof ApiProblem && error.status === 0;

/** In the person's language where we know the code, else in the server's words. */
export function problemText(error: unknown, texts: { readonly problems: Readonly<Record<string, string>>; readonly failedText: string }): string {
  if (!(error instanceof ApiProblem)) return texts.failedText;
  if (error.code === 'invalid') return error.fields.map(({ field, problem }) => (field === '' ? problem : `${field}: ${problem}`)).join(' ') || error.detail;
  return texts.problems[error.code] ?? error.detail;
}
