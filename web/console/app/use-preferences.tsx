import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { english, type Texts } from '../texts/english.ts';
import { german } from '../texts/german.ts';
import { applyPreferences, browserLanguage, keepPreferences, readPreferences, type Preferences } from './theme.ts';

interface Held {
  readonly preferences: Preferences;
  readonly change: (change: Partial<Preferences>) => void;
  readonly texts: Texts;
  /** BCP 47, for dates and numbers. */
  readonly locale: string;
}

const Context = createContext<Held | null>(null);

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(readPreferences);
  useEffect(() => {
    applyPreferences(preferences);
    keepPreferences(preferences);
  }, [preferences]);
  const held = useMemo((): Held => {
    const language = preferences.language ?? browserLanguage();
    // The browser's own region for the language, where it has one: 24 hours in en-GB, 12 in en-US.
    const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
    return { preferences, change: (change) => setPreferences((before) => ({ ...before, ...change })), texts: language === 'de' ? german : english, locale };
  }, [preferences]);
  return <Context value={held}><I18nProvider locale={preferences.direction === 'rtl' ? 'ar' : held.locale}>{children}</I18nProvider></Context>;
}

export function usePreferences(): Held {
  const held = use(Context);
  if (!held) throw new Error('PreferencesProvider is missing');
  return held;
}

/** Every text of the page in the person's language. */
export const useTexts = (): Texts => usePreferences().texts;
