/** What the person chose for this browser; the system's choice where nothing was chosen. */
export type Theme = 'system' | 'light' | 'dark';
export type Direction = 'auto' | 'ltr' | 'rtl';

export interface Preferences {
  readonly theme: Theme;
  readonly direction: Direction;
  /** Null: the browser's first language that we speak. */
  readonly language: 'en' | 'de' | null;
  readonly showContext: boolean | null;
  /** False: said "later" to the first steps. */
  readonly showFirstRun: boolean;
  /** False: the first steps that are left stand in the settings only. */
  readonly showSteps: boolean;
  /** A tone when a chat is held out. */
  readonly hasSound: boolean;
  /** In chats; with Shift it is a new line. */
  readonly enterSends: boolean;
  /** Articles are edited as Markdown and not as rich text. */
  readonly writesMarkdown: boolean;
}

const key = 'patchbay.preferences';
const defaults: Preferences = { theme: 'system', direction: 'auto', language: null, showContext: null, showFirstRun: true, showSteps: true, hasSound: true, enterSends: true, writesMarkdown: false };

/** Storage may be closed to us (private windows, policies): then the defaults hold for this page. */
export function readPreferences(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...defaults, ...kept } : defaults;
  } catch {
    return defaults;
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch { /* for this page only */ }
}

/** Onto the document, before the first paint. */
export function applyPreferences({ theme, direction, language }: Preferences): void {
  const root = document.documentElement;
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme);
  root.dir = direction === 'rtl' ? 'rtl' : 'ltr';
  root.lang = language ?? browserLanguage();
}

export function browserLanguage(): 'en' | 'de' {
  const found = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'en' || tag === 'de');
  return found === 'de' ? 'de' : 'en';
}
