import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatStore, State } from '../state/chat-store.ts';
import type { Words } from '../texts/load-texts.ts';
import { Icon } from './icons.tsx';

const emojis = ['😀', '😄', '😂', '🙂', '😉', '😍', '😎', '🤔', '😐', '😕', '😢', '😡', '👍', '👎', '👏', '🙏', '💪', '👋', '❤️', '🎉', '🔥', '✅', '❌', '⭐', '📎', '📷', '📦', '💡', '⏰', '☎️'];
const [filesMax, bytesMax] = [5, 10 * 1024 * 1024 - 64 * 1024];

/** Enter sends, Shift+Enter is a new line; what is not sent yet stays over a reload. */
export function Composer({ store, state, words }: { readonly store: ChatStore; readonly state: State; readonly words: Words }) {
  const { t } = words;
  const { site } = state;
  const [text, setText] = useState(store.draft());
  const [files, setFiles] = useState<readonly File[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [hasEmojis, showEmojis] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const emojiButton = useRef<HTMLButtonElement>(null);
  useEffect(() => { area.current?.focus(); }, []);
  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return;
    current.style.setProperty('height', 'auto');
    current.style.setProperty('height', `${Math.min(140, current.scrollHeight + 2)}px`);
  }, [text]);

  const write = (value: string): void => {
    setText(value);
    store.keepDraft(value);
    store.typing(value.trim() !== '');
  };
  const send = (): void => {
    if (text.trim() === '' && files.length === 0) return;
    store.send(text, files);
    store.typing(false);
    setText('');
    setFiles([]);
    setProblem(null);
    area.current?.focus();
  };
  const choose = (chosen: FileList | null): void => {
    const all = [...files, ...chosen ?? []];
    if (all.length > filesMax) return setProblem(t.tooManyFiles);
    if (all.reduce((sum, file) => sum + file.size, 0) > bytesMax) return setProblem(t.fileTooLarge);
    setProblem(null);
    setFiles(all);
    area.current?.focus();
  };
  const insert = (emoji: string): void => {
    const at = area.current?.selectionStart ?? text.length;
    write(text.slice(0, at) + emoji + text.slice(area.current?.selectionEnd ?? at));
    showEmojis(false);
    area.current?.focus();
  };

  return (
    <>
      {problem !== null && <p class="notice bad" role="alert">{problem}</p>}
      {files.length > 0 && <ul class="chosen">{files.map((file, at) => (
        <li key={at}>{file.name}<button type="button" aria-label={`${t.remove}: ${file.name}`} onClick={() => { setFiles(files.filter((one) => one !== file)); area.current?.focus(); }}><Icon name="close" /></button></li>
      ))}</ul>}
      <form class="composer" onSubmit={(event) => { event.preventDefault(); send(); }}>
        {hasEmojis && (
          <div class="emojis" role="group" aria-label={t.emoji} onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            showEmojis(false);
            emojiButton.current?.focus();
          }}>
            {emojis.map((emoji, at) => <button key={emoji} type="button" ref={at === 0 ? (button) => { if (button && !button.dataset['seen']) { button.dataset['seen'] = '1'; button.focus(); } } : null} onClick={() => insert(emoji)}>{emoji}</button>)}
          </div>
        )}
        {site?.attachments && <>
          <button type="button" class="tool" aria-label={t.attach} onClick={() => picker.current?.click()}><Icon name="attach" /></button>
          <input type="file" multiple hidden ref={picker} tabIndex={-1} onChange={({ currentTarget: input }) => { choose(input.files); input.value = ''; }} />
        </>}
        {site?.emoji && <button type="button" class="tool" ref={emojiButton} aria-label={t.emoji} aria-expanded={hasEmojis} onClick={() => showEmojis(!hasEmojis)}><Icon name="emoji" /></button>}
        <textarea ref={area} rows={1} value={text} maxLength={20_000} placeholder={t.placeholder} aria-label={t.placeholder} onInput={({ currentTarget }) => write(currentTarget.value)} onBlur={() => store.typing(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
          onPaste={({ clipboardData }) => { if (site?.attachments && clipboardData?.files.length) choose(clipboardData.files); }} />
        <button class="tool" aria-label={t.send} disabled={text.trim() === '' && files.length === 0}><Icon name="send" isFlipped={words.direction === 'rtl'} /></button>
      </form>
    </>
  );
}
