import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatStore, State } from '../state/chat-store.ts';
import type { FileShown, MessageShown } from '../state/wire.ts';
import type { Words } from '../texts/load-texts.ts';
import { foldQuotes } from '../../console/desk/thread/fold-quotes.ts';
import { Asked } from './asked.tsx';
import { LinkedText } from './linked-text.tsx';

/** What was said, as a log that a screen reader follows politely; new words are read, old ones are not. */
export function MessageList({ store, state, words }: { readonly store: ChatStore; readonly state: State; readonly words: Words }) {
  const { t } = words;
  const { messages, pending, conversation, site, hasEarlier, isAgentTyping } = state;
  const logRef = useRef<HTMLDivElement>(null);
  const isAtEndRef = useRef(true);
  const greeting = messages.length === 0 ? state.teaser ?? site?.greeting ?? null : null;
  const lastMine = messages.findLast(({ isMine }) => isMine);
  useLayoutEffect(() => {
    if (isAtEndRef.current) logRef.current?.scrollTo(0, logRef.current.scrollHeight);
  }, [messages.length, pending.length, isAgentTyping]);
  useEffect(() => { logRef.current?.scrollTo(0, logRef.current.scrollHeight); }, []);

  return (
    <div class="log" ref={logRef} tabIndex={0} role="log" aria-live="polite" aria-relevant="additions" aria-label={t.conversation}
      onScroll={({ currentTarget: at }) => { isAtEndRef.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40; }}>
      {hasEarlier && <button type="button" class="plain" onClick={() => { isAtEndRef.current = false; void store.earlier(); }}>{t.earlier}</button>}
      <ol>
        {greeting !== null && <li><span class="bubble"><LinkedText text={greeting} words={words} /></span></li>}
        {messages.map((message, at) => (
          <Message key={message.id} store={store} message={message} before={messages[at - 1]} words={words} siteName={site?.name ?? ''} isSeen={message === lastMine && isSeenBy(conversation?.seenAt ?? null, message.at)} />
        ))}
        {pending.map((one) => (
          <li class="mine" key={one.key}>
            <span class="hidden">{t.you}: </span>
            {one.text !== '' && <span class="bubble"><LinkedText text={one.text} words={words} /></span>}
            {one.files.map((file) => <span class="bubble" key={file.name}>{file.name}</span>)}
            <span class={`below${one.state === 'failed' ? ' bad' : ''}`}>
              {one.state === 'failed' ? t.notSent : one.state === 'waiting' ? t.waitsToSend : t.sending}
              {one.state === 'failed' && <><button type="button" onClick={() => store.retry(one.key)}>{t.retry}</button><button type="button" onClick={() => store.forget(one.key)}>{t.remove}</button></>}
            </span>
          </li>
        ))}
        {isAgentTyping && <li class="typing"><span class="hidden">{conversation?.agent ? words.say(t.typing, { name: conversation.agent }) : t.somebodyTyping}</span><span class="bubble" aria-hidden="true"><span class="dots"><i /><i /><i /></span></span></li>}
      </ol>
    </div>
  );
}

function Message({ store, message, before, words, siteName, isSeen }: { readonly store: ChatStore; readonly message: MessageShown; readonly before: MessageShown | undefined; readonly words: Words; readonly siteName: string; readonly isSeen: boolean }) {
  const { t } = words;
  const who = message.isMine ? t.you : message.author ?? (message.isBot ? t.assistant : siteName);
  // What came by mail shows without what it quotes.
  const text = message.isMine && message.clientKey === null ? foldQuotes(message.text).own : message.text;
  const isSame = before?.isMine === message.isMine && before.author === message.author;
  return (
    <li class={message.isMine ? 'mine' : ''}>
      {isSame || message.isMine ? <span class="hidden">{who}: </span> : <span class="who">{who}</span>}
      {message.isDeleted ? <span class="bubble gone">{t.deleted}</span> : text !== '' && <span class="bubble"><LinkedText text={text} words={words} /></span>}
      {message.content !== null && !message.isDeleted && <Asked store={store} message={message} content={message.content} words={words} />}
      {message.files.map((file) => <File key={file.id} file={file} words={words} />)}
      <span class="below"><time dateTime={message.at}>{words.time(message.at)}</time>{isSeen && <span>{t.seen}</span>}</span>
    </li>
  );
}

function File({ file, words }: { readonly file: FileShown; readonly words: Words }) {
  const about = `${file.name} (${words.t.opensInTab})`;
  return file.isPicture
    ? <a href={file.url} target="_blank" rel="noopener noreferrer" aria-label={about}><img class="picture" src={file.url} alt={file.name} loading="lazy" /></a>
    : <span class="bubble"><a class="file" href={file.url} target="_blank" rel="noopener noreferrer" aria-label={about}>{file.name}</a></span>;
}

function isSeenBy(seenAt: string | null, at: string): boolean {
  return seenAt !== null && Date.parse(seenAt) >= Date.parse(at);
}
