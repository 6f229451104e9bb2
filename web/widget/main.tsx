import { render } from 'preact';
import type { Start, WidgetCommand } from './start.ts';
import { createChatStore } from './state/chat-store.ts';
import type { Identity } from './state/wire.ts';
import { loadWords, wordsOf, type Words } from './texts/load-texts.ts';
import { texts as english } from './texts/en.ts';
import { App } from './view/app.tsx';
import { styles, themeOf } from './view/styles.ts';

export const start: Start = async (options) => {
  let words: Words = wordsOf('en', english);
  const store = createChatStore(options, () => words.language);
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  const [sheet, theme] = [new CSSStyleSheet(), new CSSStyleSheet()];
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet, theme];
  let color = '';
  const dress = (): void => {
    const next = store.get().site?.color ?? '#1f5fbf';
    if (next !== color) theme.replaceSync(themeOf(color = next));
  };
  const show = (): void => { render(<App store={store} words={words} />, shadow); };
  store.subscribe(dress);
  dress();
  words = await loadWords([options.language, document.documentElement.lang, ...navigator.languages]);
  await hasBody();
  document.body.append(host);
  show();
  void store.begin();
  return (command) => obey(command);

  function obey({ name, value }: WidgetCommand): void {
    switch (name) {
      case 'open': store.open(true); break;
      case 'close': store.open(false); break;
      case 'toggle': store.open(!store.get().isOpen); break;
      case 'identify': {
        const who = identityOf(value);
        if (who) store.identify(who);
        break;
      }
      case 'reset': store.reset(); break;
    }
  }
};

async function hasBody(): Promise<void> {
  if (document.body) return;
  await new Promise<void>((resolve) => { document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }); });
}

/** What the page says about who is signed in; texts only. */
function identityOf(value: unknown): Identity | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = Object.fromEntries(Object.entries(value).filter(([name, text]) => ['identifier', 'hash', 'name', 'email', 'phone'].includes(name) && typeof text === 'string')) as Partial<Identity>;
  return given.identifier ? { ...given, identifier: given.identifier } : null;
}
