import { useState } from 'preact/hooks';
import type { ChatStore, State } from '../state/chat-store.ts';
import type { Article } from '../state/wire.ts';
import type { Words } from '../texts/load-texts.ts';
import { isMailAddress } from './pre-chat.tsx';
import { Stars } from './stars.tsx';

interface Props { readonly store: ChatStore; readonly state: State; readonly words: Words }

/** Where the answer is to go, of a visitor who writes while nobody is there and has left no address. */
export function AskEmail({ store, words }: Props) {
  const { t } = words;
  const [value, setValue] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form class="ask" noValidate onSubmit={(event) => {
      event.preventDefault();
      if (!isMailAddress(value)) return setWrong(true);
      store.fillForm({ email: value.trim() });
    }}>
      <label for="pb-email">{t.emailForAnswer}</label>
      <div class="row">
        <input id="pb-email" type="email" autoComplete="email" value={value} aria-invalid={isWrong} aria-describedby={isWrong ? 'pb-email-wrong' : undefined} onInput={({ currentTarget }) => { setValue(currentTarget.value); setWrong(false); }} />
        <button class="primary">{t.save}</button>
      </div>
      {isWrong && <span class="wrong" id="pb-email-wrong" role="alert">{t.emailWrong}</span>}
    </form>
  );
}

/** After a chat that somebody took: one to five, and words. It counts when it is sent, not when a star is touched. */
export function Rating({ store, state, words }: Props) {
  const { t } = words;
  const [stars, setStars] = useState(0);
  const [feedback, setFeedback] = useState('');
  if (state.isRated) return <p class="notice" role="status">{t.thanks}</p>;
  return (
    <form class="ask" onSubmit={(event) => { event.preventDefault(); void store.rate(stars, feedback.trim()); }}>
      <span aria-hidden="true">{t.rate}</span>
      <Stars label={t.rate} stars={stars} words={words} onChoose={setStars} />
      {stars > 0 && <div class="row"><input aria-label={t.comment} placeholder={t.comment} maxLength={2_000} value={feedback} onInput={({ currentTarget }) => setFeedback(currentTarget.value)} /><button class="primary">{t.send}</button></div>}
    </form>
  );
}

/** Articles of the help centre, where there is one. */
export function HelpSearch({ store, words }: Props) {
  const { t } = words;
  const [found, setFound] = useState<readonly Article[] | null>(null);
  const [question, setQuestion] = useState('');
  return (
    <form class="help" role="search" onSubmit={(event) => { event.preventDefault(); void store.articles(question).then(setFound); }}>
      <div class="ask"><div class="row"><input type="search" aria-label={t.searchHelp} placeholder={t.searchHelp} value={question} onInput={({ currentTarget }) => setQuestion(currentTarget.value)} /></div></div>
      <div role="status">{found?.length === 0 && t.nothingFound}</div>
      {found?.map(({ title, url, excerpt }) => <a key={url} href={/^https?:/.test(url) ? url : undefined} target="_blank" rel="noopener noreferrer"><strong>{title}</strong><br />{excerpt}</a>)}
    </form>
  );
}
