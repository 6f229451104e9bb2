import { InvalidInput } from '#http/index.ts';

/** Languages as queues have them: `en`, `de`, `en-GB`. The document lists en, es, fr and de as possible, and its examples show others. */
export function parseLanguages(field: string, texts: readonly string[]): string[] {
  const wrong = texts.findIndex((text) => !/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/.test(text));
  if (wrong >= 0) throw new InvalidInput([{ field: `${field}.${wrong}`, problem: 'must be a language such as en, es, fr or de' }]);
  return [...texts];
}
