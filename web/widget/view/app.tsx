import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatStore } from '../state/chat-store.ts';
import type { Words } from '../texts/load-texts.ts';
import { Icon } from './icons.tsx';
import { LinkedText } from './linked-text.tsx';
import { Panel } from './panel.tsx';

/** The button, the greeting beside it, the panel. The focus goes into the panel when it opens and comes back to the button when it closes. */
export function App({ store, words }: { readonly store: ChatStore; readonly words: Words }) {
  const [state, setState] = useState(store.get());
  useEffect(() => store.subscribe(() => setState(store.get())), [store]);
  useEffect(() => { setState(store.get()); }, [store]);
  const { t } = words;
  const { site, isOpen, conversation, teaser } = state;
  const launcher = useRef<HTMLButtonElement>(null);
  const unread = isOpen ? 0 : conversation?.unread ?? 0;
  const open = (isOpenNow: boolean): void => {
    store.open(isOpenNow);
    if (!isOpenNow) launcher.current?.focus();
  };
  if (state.phase === 'refused' && !isOpen) return null;
  return (
    <div class={`root ${site?.side ?? 'right'}${isOpen ? ' open' : ''}`} dir={words.direction} lang={words.language}>
      {teaser !== null && !isOpen && (
        <div class="teaser" role="status">
          <button type="button" class="say" onClick={() => open(true)}><LinkedText text={teaser} words={words} /></button>
          <button type="button" class="x" aria-label={t.remove} onClick={store.dismissTeaser}><Icon name="close" /></button>
        </div>
      )}
      {isOpen && <Panel store={store} state={state} words={words} onClose={() => open(false)} />}
      <button type="button" class="launcher" ref={launcher} aria-expanded={isOpen} aria-label={`${isOpen ? t.close : t.open}${unread > 0 ? `, ${words.many(t.unread, unread)}` : ''}`} onClick={() => open(!isOpen)}>
        <Icon name={isOpen ? 'close' : 'chat'} />
        {unread > 0 && <span class="badge" aria-hidden="true">{unread > 9 ? '9+' : unread}</span>}
      </button>
      <div class="hidden" role="status">{unread > 0 ? words.many(t.unread, unread) : ''}</div>
    </div>
  );
}
