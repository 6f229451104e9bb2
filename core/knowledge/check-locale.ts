import { invalid } from '#core/kernel/index.ts';

/** A language as BCP 47 writes it (`de`, `pt-BR`, `zh-Hant`); `pt_BR` is taken for `pt-BR`. */
export function checkLocale(field: string, locale: string): string {
  const written = locale.trim().replaceAll('_', '-');
  if (/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/i.test(written)) {
    try {
      const [canonical] = Intl.getCanonicalLocales(written);
      if (canonical !== undefined) return canonical;
    } catch { /* no language */ }
  }
  throw invalid(field, 'must be a language such as de or en-GB', 'no-language');
}
