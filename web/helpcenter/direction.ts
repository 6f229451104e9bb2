const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);
const rightToLeftScripts = /-(?:Arab|Hebr|Syrc|Thaa|Nkoo)\b/;

/** Which way a locale is written. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  if (rightToLeftScripts.test(locale)) return 'rtl';
  return !/-Latn\b/.test(locale) && rightToLeft.has(locale.split('-', 1)[0]!.toLowerCase()) ? 'rtl' : 'ltr';
}

/** The name of a locale in its own language: `Deutsch`, `العربية`. */
export function localeName(locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return locale;
  }
}
