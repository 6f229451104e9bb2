import { invalid } from '#core/kernel/index.ts';

/** A language as BCP 47 writes it, the usual part: `de`, `en-GB`, `zh-Hant`. Kept as it was written. */
export function checkLang(field: string, lang: string): string {
  if (!/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/.test(lang)) throw invalid(field, 'must be a language such as de or en-GB', 'no-language');
  return lang;
}
