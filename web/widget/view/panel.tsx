import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatStore, State } from '../state/chat-store.ts';
import type { Words } from '../texts/load-texts.ts';
import { AskEmail, HelpSearch, Rating } from './asides.tsx';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { LinkedText } from './linked-text.tsx';
import { MessageList } from './message-list.tsx';
import { PreChat } from './pre-chat.tsx';

export function Panel({ store, state, words, onClose }: { readonly store: ChatStore; readonly state: State; readonly words: Words; readonly onClose: () => void }) {
  const { t } = words;
  const { site, conversation, standing, phase } = state;
  const isThere = standing.isOpen && standing.isStaffed !== false;
  const wantsForm = site?.preChat != null && !state.hasFilledForm && state.messages.length === 0 && state.pending.length === 0;
  const wantsEmail = !isThere && !state.hasEmail && conversation?.chat !== 'talking' && !wantsForm && (state.messages.length > 0 || state.pending.length > 0 || site?.preChat == null);
  return (
    <section class="panel" role="dialog" aria-label={site?.welcomeTitle || t.title} onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    }}>
      <Head store={store} state={state} words={words} onClose={onClose} />
      {phase === 'refused' && <p class="notice bad" role="alert">{t.refused}</p>}
      <div role="status">{(!state.isConnected || phase === 'away') && <p class="notice">{t.noConnection}</p>}</div>
      {site && <Standing state={state} words={words} />}
      {site?.hasHelp && state.messages.length === 0 && !wantsForm && <HelpSearch store={store} state={state} words={words} />}
      {site && (wantsForm ? <PreChat form={site.preChat!} words={words} onDone={store.fillForm} /> : <>
        <MessageList store={store} state={state} words={words} />
        {conversation?.isEnded && <p class="notice">{t.ended}</p>}
        {conversation?.canRate && <Rating store={store} state={state} words={words} />}
        {wantsEmail && <AskEmail store={store} state={state} words={words} />}
        <Composer store={store} state={state} words={words} />
      </>)}
    </section>
  );
}

function Head({ store, state, words, onClose }: { readonly store: ChatStore; readonly state: State; readonly words: Words; readonly onClose: () => void }) {
  const { t } = words;
  const { site, conversation } = state;
  const [isMenuOpen, openMenu] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (isMenuOpen) menu.current?.querySelector('button')?.focus(); }, [isMenuOpen]);
  const canEnd = site?.endChat && conversation && !conversation.isEnded;
  const canMail = site?.transcript && state.hasEmail && state.messages.some(({ isMine, isBot }) => !isMine && !isBot);
  const choose = (work: () => Promise<void>) => () => {
    openMenu(false);
    button.current?.focus();
    void work();
  };
  const replyTime = { minutes: t.answersMinutes, hours: t.answersHours, day: t.answersDay, none: '' }[site?.replyTime ?? 'none'];
  return (
    <header>
      <div class="words">
        <h2>{site?.welcomeTitle || t.title}</h2>
        <p>{conversation?.agent && !conversation.isEnded ? words.say(t.withYou, { name: conversation.agent }) : site?.welcomeTagline || t.tagline}</p>
        {replyTime !== '' && !conversation && <p>{replyTime}</p>}
      </div>
      {(canEnd || canMail) && <button type="button" ref={button} aria-label={t.more} aria-expanded={isMenuOpen} aria-haspopup="true" onClick={() => openMenu(!isMenuOpen)}><Icon name="more" /></button>}
      <button type="button" aria-label={t.close} onClick={onClose}><Icon name="close" /></button>
      {isMenuOpen && (
        <div class="menu" ref={menu} onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          openMenu(false);
          button.current?.focus();
        }}>
          {canMail && <button type="button" onClick={choose(store.transcript)}>{t.transcript}</button>}
          {canEnd && <button type="button" onClick={choose(store.end)}>{t.endChat}</button>}
        </div>
      )}
    </header>
  );
}

/** Whether somebody is there, the place in the line, and what was done with the transcript: said politely when it changes. */
function Standing({ state, words }: { readonly state: State; readonly words: Words }) {
  const { t } = words;
  const { standing, conversation, site, isTranscriptSent } = state;
  const isTalking = conversation?.chat === 'talking';
  const minutes = conversation?.expectedSeconds == null ? null : Math.max(1, Math.round(conversation.expectedSeconds / 60));
  return (
    <div role="status">
      {!standing.isOpen && !isTalking && <p class="notice"><LinkedText text={site?.awayMessage || t.away} words={words} />{site?.showsHours && standing.opensAt !== null && <> {words.say(t.opensAt, { time: words.day(standing.opensAt) })}</>}</p>}
      {standing.isOpen && standing.isStaffed === false && conversation?.chat !== 'waiting' && !isTalking && <p class="notice"><LinkedText text={site?.awayMessage || t.nobodyHere} words={words} /></p>}
      {conversation?.chat === 'waiting' && conversation.place !== null && <p class="notice">{words.say(t.inLine, { n: conversation.place })}{minutes !== null && <>. {words.many(t.expected, minutes)}</>}</p>}
      {isTranscriptSent && <p class="notice">{t.transcriptSent}</p>}
    </div>
  );
}
