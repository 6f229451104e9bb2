import { ApiProblem } from '../api/api-problem.ts';

export const isOffline = (error: unknown): boolean => error instanceof ApiProblem && error.status === 0;

interface ProblemTexts {
  readonly problems: Readonly<Record<string, string>>;
  readonly problemKeys: Readonly<Record<string, string>>;
  readonly fieldNames: Readonly<Record<string, string>>;
  readonly failedText: string;
}
type Values = Readonly<Record<string, unknown>> | undefined;

/**
 * In the person's language, by the server's key, else by its code; else in the server's words. The key says more than the code: where both
 * are known, and the server's words are in this language (there are no keys then), its words say most.
 */
export function problemText(error: unknown, texts: ProblemTexts): string {
  if (!(error instanceof ApiProblem)) return texts.failedText;
  const { code, fields, body, detail } = error;
  if (code === 'invalid') return fields.map((one) => fieldText(one, texts)).join(' ') || detail;
  const isKeyed = typeof body['key'] === 'string' && body['key'] !== 'needs-permission';
  if (isKeyed) return filled(texts.problemKeys[body['key'] as string], body['values'] as Values) ?? detail;
  return texts.problems[code] ?? detail;
}

/** A sentence that stands in an answer, not in a refusal: by its key, else in the server's words. */
export function keyedText({ key, values }: { readonly key: string; readonly values: Readonly<Record<string, unknown>> }, text: string, texts: Pick<ProblemTexts, 'problemKeys'>): string {
  return filled(texts.problemKeys[key], values) ?? text;
}

function fieldText({ field, problem, key, values }: ApiProblem['fields'][number], texts: ProblemTexts): string {
  const translated = key === undefined ? undefined : filled(texts.problemKeys[key], values);
  const said = translated ?? problem;
  const name = texts.fieldNames[field] ?? texts.fieldNames[field.split('.')[0] ?? ''] ?? spoken(field);
  if (name === '') return said;
  // The server's own words go on after the field's name: `must not be empty`.
  return translated === undefined && /^[a-z]/.test(said) ? `${name} ${said}${/[.!?]$/.test(said) ? '' : '.'}` : `${name}: ${said}`;
}

/** `fromName` as people say it: From name. */
function spoken(field: string): string {
  const words = field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function filled(text: string | undefined, values: Values): string | undefined {
  return text?.replaceAll(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values?.[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : gap;
  });
}
