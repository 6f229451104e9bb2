import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { draftQuery, postMessage, timelineQuery, type Conversation, type NewMessage } from '../../api/desk.ts';
import { isProblem } from '../../api/api-problem.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { useLive } from '../../live/live-provider.tsx';
import { useActions } from '../actions/use-actions.ts';
import { useDesk, type ComposerKind } from '../desk-context.tsx';
import { lastMessages } from './last-messages.ts';
import { parseRecipients, recipientText } from './parse-recipients.ts';
import { SavedAge } from './saved-age.tsx';
import { SendLater } from './send-later.tsx';
import { StaleWarning } from './stale-warning.tsx';
import { Suggestions, useSuggestions } from './suggestions.tsx';
import { undoSend } from './undo-send.ts';
import { UploadList } from './upload-list.tsx';
import { useDraft } from './use-draft.ts';
import { useUploads } from './use-uploads.tsx';
import './composer.css';

const typingEveryMs = 4_000;

/** Answer, note or forward: shut to one line until it is wanted; what is written is kept on the server as one writes. */
export function Composer({ conversation, onActed }: { conversation: Conversation; onActed: (ids: readonly number[]) => void }) {
  const { id } = conversation;
  const { data: draft, isLoading } = useQuery({ ...draftQuery(id), enabled: conversation.hasDraft });
  const { composing } = useDesk();
  const { texts } = usePreferences();
  const { compose } = useDesk();
  const may = usePermission();
  if (!may('conversations.reply') && !may('conversations.note')) return null;
  const isOpen = composing !== null || (draft !== null && draft !== undefined);
  if (isLoading || !isOpen) {
    return (
      <div className="composer-shut">
        {may('conversations.reply') ? <Button onPress={() => compose('reply')}><Icon name="reply" />{texts.reply}</Button> : null}
        {may('conversations.note') ? <Button kind="quiet" onPress={() => compose('note')}><Icon name="note" />{texts.note}</Button> : null}
        {may('conversations.reply') ? <Button kind="quiet" onPress={() => compose('forward')}><Icon name="forward" />{texts.forward}</Button> : null}
      </div>
    );
  }
  return <OpenComposer conversation={conversation} onActed={onActed} initial={draft ?? null} />;
}

interface OpenProps { readonly conversation: Conversation; readonly onActed: (ids: readonly number[]) => void; readonly initial: Parameters<typeof useDraft>[0]['initial'] }

function OpenComposer({ conversation, onActed, initial }: OpenProps) {
  const { id } = conversation;
  const { texts } = usePreferences();
  const { composing, compose, open } = useDesk();
  const actions = useActions(texts);
  const client = useQueryClient();
  const may = usePermission();
  const live = useLive();
  const field = useRef<HTMLTextAreaElement>(null);
  const filePicker = useRef<HTMLInputElement>(null);
  const { data: timeline } = useInfiniteQuery(timelineQuery(id));
  const chosenId = composing?.messageId ?? initial?.inReplyToMessageId ?? null;
  const { lastId, answered } = useMemo(() => lastMessages(timeline?.pages ?? [], chosenId), [timeline, chosenId]);
  const uploads = useUploads(initial?.uploadIds ?? []);
  const draft = useDraft({ conversationId: id, initial, kind: composing?.kind ?? initial?.kind ?? 'reply', messageId: composing?.messageId ?? null, message: answered, conversation, uploadIds: uploads.ids });
  const { state, change, discard, savedAt, isSaving, saveFailed, clear } = draft;
  const [isSending, setSending] = useState(false);
  const [stale, setStale] = useState<{ readonly sendAt: string | null; readonly andResolve: boolean } | null>(null);
  const [showsCopies, setShowsCopies] = useState(state.cc !== '' || state.bcc !== '');
  const [problem, setProblem] = useState<string | null>(null);
  const [isDropping, setDropping] = useState(false);
  const typedAt = useRef(0);
  const clientKey = useRef(crypto.randomUUID?.() ?? String(Math.random()).slice(2));
  const isNote = state.kind === 'note';
  /** What the person had seen when the writing began: what came since is told before it is sent, though it shows above. Null: nothing is written yet. */
  const seenPosition = useRef<number | null>(initial === null ? null : conversation.position);

  // Asked for by a key or a button: the field takes the focus; another kind keeps the words.
  useEffect(() => {
    if (composing === null) return;
    if (composing.kind !== state.kind || composing.messageId !== null) change({ kind: composing.kind, ...(composing.messageId === null ? {} : { messageId: composing.messageId }) });
    field.current?.focus();
    // Only when it is asked for again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [composing]);
  useEffect(() => () => live.type(null), [live]);
  const suggestions = useSuggestions({ text: state.text, field, isNote, onReplace: (text) => change({ text }) });

  const typed = (text: string): void => {
    change({ text });
    setProblem(null);
    seenPosition.current ??= conversation.position;
    if (Date.now() - typedAt.current > typingEveryMs) {
      typedAt.current = Date.now();
      live.type(id);
    }
  };

  async function send({ andResolve = false, sendAt = null, force = false }: { andResolve?: boolean; sendAt?: string | null; force?: boolean } = {}): Promise<void> {
    const message = toMessage();
    if (message === null || isSending) return;
    setSending(true);
    try {
      const posted = await postMessage(id, { ...message, ...(sendAt === null ? {} : { sendAt }), ...(force ? { force } : { seenPosition: seenPosition.current ?? conversation.position }) });
      clientKey.current = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
      live.type(null);
      setStale(null);
      seenPosition.current = null;
      clear();
      uploads.clear();
      compose(null);
      void client.invalidateQueries({ queryKey: ['timeline', id] });
      void client.invalidateQueries({ queryKey: ['conversations'] });
      undoSend({ posted, isNote, isLater: sendAt !== null, texts, onUndone: async () => {
        // The server has made a draft of it again, files and all.
        await client.fetchQuery({ ...draftQuery(id), staleTime: 0 });
        for (const key of ['timeline', 'conversation']) void client.invalidateQueries({ queryKey: [key, id] });
        if (andResolve) actions.setLife([id], 'open');
        open(id);
        compose(state.kind);
      } });
      if (andResolve) {
        onActed([id]);
        actions.setLife([id], 'resolved');
      } else document.getElementById('timeline')?.focus();
    } catch (error) {
      if (isProblem(error, 'stale')) {
        setStale({ sendAt, andResolve });
        void client.invalidateQueries({ queryKey: ['timeline', id] });
        void client.invalidateQueries({ queryKey: ['conversation', id] });
      } else {
        const text = problemText(error, texts);
        setProblem(text);
        showToast(text, { isProblem: true });
      }
    } finally {
      setSending(false);
    }
  }

  /** Null and a word to the person where it cannot go yet. */
  function toMessage(): NewMessage | null {
    const lists = { to: parseRecipients(state.to), cc: parseRecipients(state.cc), bcc: parseRecipients(state.bcc) };
    const wrong = isNote ? [] : [...lists.to.wrong, ...lists.cc.wrong, ...lists.bcc.wrong];
    const isEmpty = state.text.trim() === '' && uploads.ids.length === 0 && state.kind !== 'forward';
    const refused = wrong.length > 0 ? texts.wrongAddress(wrong[0] ?? '') : isEmpty ? texts.emptyMessage : uploads.isBusy ? texts.stillUploading
      : state.kind === 'forward' && lists.to.recipients.length === 0 ? texts.noRecipient : null;
    if (refused !== null) {
      setProblem(refused);
      field.current?.focus();
      return null;
    }
    const inReplyToMessageId = state.messageId ?? (state.kind === 'forward' ? lastId : null);
    if (isNote) return { kind: 'note', text: state.text, mentions: suggestions.mentioned(state.text) };
    return {
      kind: state.kind, text: state.text, clientKey: clientKey.current, uploadIds: [...uploads.ids],
      to: [...lists.to.recipients], cc: [...lists.cc.recipients], bcc: [...lists.bcc.recipients],
      ...(inReplyToMessageId === null ? {} : { inReplyToMessageId }),
      ...(state.kind === 'forward' && state.subject !== '' ? { subject: state.subject } : {}),
    };
  }

  const keys = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (suggestions.onKeyDown(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send({ andResolve: event.shiftKey });
    } else if (event.key === 'Escape') {
      event.preventDefault();
      document.getElementById('timeline')?.focus();
    }
  };
  const paste = (event: ClipboardEvent): void => {
    if (isNote || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    uploads.add(event.clipboardData.files);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setDropping(false);
    if (!isNote) uploads.add(event.dataTransfer.files);
  };

  return (
    <section
      className={`composer${isNote ? ' note' : ''}${isDropping ? ' dropping' : ''}`} aria-label={texts.composerNames[state.kind]} data-own-keys=""
      onDragOver={(event) => { if (event.dataTransfer.types.includes('Files')) { event.preventDefault(); setDropping(true); } }} onDragLeave={() => setDropping(false)} onDrop={drop}
    >
      <div className="composer-tabs" role="group" aria-label={texts.composerKind}>
        {(['reply', 'note', 'forward'] as const).filter((kind) => may(kind === 'note' ? 'conversations.note' : 'conversations.reply')).map((kind: ComposerKind) => (
          <button key={kind} type="button" className="composer-tab" aria-pressed={state.kind === kind} onClick={() => { change({ kind }); field.current?.focus(); }}>{texts.composerNames[kind]}</button>
        ))}
        <span className="saved">{saveFailed ? <span role="alert">{texts.draftNotSaved}</span> : isSaving ? texts.draftSaving : savedAt === null ? null : <SavedAge savedAt={savedAt} />}</span>
        <IconButton label={texts.discardDraft} onPress={() => { discard(); uploads.clear(); compose(null); }}><Icon name="trash" /></IconButton>
      </div>
      {isNote ? null : (
        <div className="composer-to">
          <AddressField label={texts.to} value={state.to} onChange={(to) => change({ to })} />
          {showsCopies ? <><AddressField label={texts.cc} value={state.cc} onChange={(cc) => change({ cc })} /><AddressField label={texts.bcc} value={state.bcc} onChange={(bcc) => change({ bcc })} /></>
            : <Button kind="quiet" onPress={() => setShowsCopies(true)}>{texts.copies}</Button>}
        </div>
      )}
      {stale ? <StaleWarning conversationId={id} position={conversation.position} onForce={() => void send({ ...stale, force: true })} onLook={() => { setStale(null); seenPosition.current = conversation.position; document.getElementById('timeline')?.focus(); }} /> : null}
      <div className="composer-field">
        <textarea
          ref={field} className="composer-text" value={state.text} rows={5} placeholder={isNote ? texts.notePrompt : texts.replyPrompt} aria-label={texts.composerNames[state.kind]} dir="auto"
          aria-describedby="composer-problem" {...suggestions.fieldProps} onChange={(event) => typed(event.target.value)} onKeyDown={keys} onPaste={paste} onBlur={() => live.type(null)}
        />
        <Suggestions held={suggestions} />
      </div>
      <UploadList uploads={uploads} />
      <p id="composer-problem" className="composer-problem" role="alert">{problem}</p>
      <div className="composer-foot">
        <input ref={filePicker} type="file" multiple className="hidden-text" tabIndex={-1} aria-hidden="true" onChange={(event) => { if (event.target.files) uploads.add(event.target.files); event.target.value = ''; }} />
        {isNote ? null : <IconButton label={texts.attach} onPress={() => filePicker.current?.click()}><Icon name="clip" /></IconButton>}
        <span className="composer-hint">{isNote ? texts.noteHint : texts.replyHint}</span>
        <span className="spring" />
        <Button isDisabled={isSending} onPress={() => void send({ andResolve: true })}>{isNote ? texts.noteAndResolve : texts.sendAndResolve}</Button>
        <span className="split">
          <Button kind="primary" isDisabled={isSending} onPress={() => void send()}>{isNote ? texts.addNote : texts.send}</Button>
          {isNote ? null : (
            <MenuTrigger>
              <Button kind="primary" aria-label={texts.sendLater}><Icon name="down" size={14} /></Button>
              <Popover className="popover" placement="top end"><SendLater onSend={(sendAt) => void send({ sendAt })} Menu={Menu} MenuItem={MenuItem} /></Popover>
            </MenuTrigger>
          )}
        </span>
      </div>
    </section>
  );
}

function AddressField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const { wrong } = parseRecipients(value);
  return (
    <label className="address-field">
      <span>{label}</span>
      <input type="text" inputMode="email" autoComplete="off" spellCheck={false} value={value} aria-invalid={wrong.length > 0} onChange={(event) => onChange(event.target.value)} onBlur={() => { if (wrong.length === 0) onChange(recipientText(parseRecipients(value).recipients)); }} />
    </label>
  );
}
