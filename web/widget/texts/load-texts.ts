import { texts as english } from './en.ts';
import type { Plural, Texts } from './texts.ts';

/** English is in the module itself: it is what is said while, or where, another language does not come. */
const others: Readonly<Record<string, () => Promise<{ readonly texts: Texts }>>> = {
  de: () => import('./de.ts'), fr: () => import('./fr.ts'), es: () => import('./es.ts'), it: () => import('./it.ts'), pt: () => import('./pt.ts'), nl: () => import('./nl.ts'), pl: () => import('./pl.ts'), ar: () => import('./ar.ts'),
  ja: () => import('./ja.ts'),
};
export const languages: readonly string[] = ['en', ...Object.keys(others)];

/** The words of one language, and how they are filled in. */
export interface Words {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly t: Texts;
  say(text: string, values: Readonly<Record<string, string | number>>): string;
  many(plural: Plural, n: number): string;
  time(instant: string): string;
  day(instant: string): string;
}

/** The first of these that we speak: what the page asks for, what it is written in, what the browser prefers. */
export async function loadWords(wanted: readonly (string | null | undefined)[]): Promise<Words> {
  for (const each of wanted) {
    const code = (each ?? '').toLowerCase().split(/[-_]/)[0]!;
    if (code === 'en') break;
    const load = Object.hasOwn(others, code) ? others[code] : undefined;
    if (!load) continue;
    try {
      return wordsOf(code, (await load()).texts);
    } catch {
      break; // the network is gone: English is here
    }
  }
  return wordsOf('en', english);
}

export function wordsOf(language: string, t: Texts): Words {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const say: Words['say'] = (text, values) => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value;
  });
  return {
    language, t, say, direction: language === 'ar' ? 'rtl' : 'ltr',
    many: (plural, n) => say(plural[rules.select(n)] ?? plural.other, { n }),
    time: (instant) => new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(new Date(instant)),
    day: (instant) => new Intl.DateTimeFormat(language, { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(new Date(instant)),
  };
}
