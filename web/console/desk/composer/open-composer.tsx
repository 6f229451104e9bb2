import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useRef, useState, type DragEvent } from 'react';
import { draftAnswer, draftQuery, postMessage, timelineQuery, type NewMessage } from '../../api/desk.ts';
import { isProblem } from '../../api/api-problem.ts';
import { agentsQuery, channelsQuery } from '../../api/people.ts';
import { apiBase } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { lazyPart } from '../../design/lazy-part.ts';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { useLive } from '../../live/live-provider.tsx';
import { TimeChooser } from '../actions/time-chooser.tsx';
import { useActions } from '../actions/use-actions.ts';
import { useDesk, type ComposerKind } from '../desk-context.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { MenuItem } from 'react-aria-components';
import { askKinds, type AskKind } from './ask.ts';
import { AddressField } from './address-field.tsx';
import type { OpenComposerProps } from './composer.tsx';
import { fillPlaceholders } from './fill-placeholders.ts';
import { lastMessages } from './last-messages.ts';
import { mentionedIn } from './mentioned-in.ts';
import { parseRecipients } from './parse-recipients.ts';
import { QuotedBelow } from './quoted-below.tsx';
import { htmlOfDoc } from './rich/doc-html.ts';
import { imagesOf, isBlank, isFormatted, textOfDoc } from './rich/doc-text.ts';
import { createEditor } from './rich/editor.ts';
import { linkWords, typeWords } from './rich/link-command.ts';
import { FormatBar } from './rich/format-bar.tsx';
import { LinkBar } from './rich/link-bar.tsx';
import { RichText } from './rich/rich-text.tsx';
import { SavedAge } from './saved-age.tsx';
import { StaleWarning } from './stale-warning.tsx';
import { Suggestions, useSuggestions } from './suggestions.tsx';
import { undoSend } from './undo-send.ts';
import { UploadList } from './upload-list.tsx';
import { useDraft } from './use-draft.ts';
import { useUploads } from './use-uploads.tsx';

const typingEveryMs = 4_000;
const InsertArticle = lazyPart(() => import('./insert-article.tsx').then((module) => module.InsertArticle));
const AskDialog = lazyPart(() => import('./ask-dialog.tsx').then((module) => module.AskDialog));
const newKey = (): string => crypto.randomUUID?.() ?? String(Math.random()).slice(2);

/** What is written is kept on the server as one writes. */
export function OpenComposer({ conversation, onActed, initial }: OpenComposerProps) {
  const { id } = conversation;
  const { texts, preferences } = usePreferences();
  const { composing, compose, open } = useDesk();
  const actions = useActions(texts);
  const client = useQueryClient();
  const may = usePermission();
  const live = useLive();
  const session = useSession();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: channels = [] } = useQuery(channelsQuery);
  const [editor] = useState(createEditor);
  const toField = useRef<HTMLInputElement>(null);
  const filePicker = useRef<HTMLInputElement>(null);
  const { data: timeline } = useInfiniteQuery(timelineQuery(id));
  const chosenId = composing?.messageId ?? initial?.inReplyToMessageId ?? null;
  const { lastId, answered } = useMemo(() => lastMessages(timeline?.pages ?? [], chosenId), [timeline, chosenId]);
  const uploads = useUploads(initial?.uploads ?? [], (contentId) => initial?.html?.includes(`cid:${contentId}`) ?? false);
  const isOurs = (address: string): boolean => channels.some((channel) => [channel.address, ...channel.aliases].includes(address.toLowerCase()));
  const draft = useDraft({ conversationId: id, initial, kind: composing?.kind ?? initial?.kind ?? 'reply', messageId: composing?.messageId ?? null, message: answered, conversation, isOurs, uploads });
  const { state, change, discard, savedAt, isSaving, saveFailed, clear } = draft;
  const [isSending, setSending] = useState(false);
  const [stale, setStale] = useState<{ readonly sendAt: string | null; readonly andResolve: boolean } | null>(null);
  const [showsCopies, setShowsCopies] = useState(state.cc !== '' || state.bcc !== '');
  const [problem, setProblem] = useState<string | null>(null);
  const [isDropping, setDropping] = useState(false);
  const [isPlain, setPlain] = useState(false);
  const [isLinking, setLinking] = useState(false);
  const [isLater, setLater] = useState(false);
  const [isFinding, setFinding] = useState(false);
  const [quotes, setQuotes] = useState(true);
  /** What is being made for the message beside its words. */
  const [asking, setAsking] = useState<Exclude<AskKind, 'input-email'> | null>(null);
  const [isDrafting, setDrafting] = useState(false);
  const typedAt = useRef(0);
  const clientKey = useRef(newKey());
  /** Where the pictures in the text are shown from, by Content-ID. */
  const imageIds = useRef(new Map(initial?.uploads.map((upload): [string, number] => [upload.contentId, upload.id]) ?? []));
  const isNote = state.kind === 'note';
  /** A chat goes to whoever is in it: no addresses, nothing quoted, and Enter sends. */
  const isChat = conversation.kind === 'chat';
  const sendsByEnter = isChat && preferences.enterSends;
  /** What the person had seen when the writing began: what came since is told before it is sent, though it shows above. Null: nothing is written yet. */
  const seenPosition = useRef<number | null>(initial === null ? null : conversation.position);

  /** A forward begins with whom it goes to, everything else with the words. */
  const focusOn = (kind: ComposerKind): void => {
    if (kind === 'forward' && (state.kind !== 'forward' || state.to === '')) setTimeout(() => toField.current?.focus(), 0);
    else editor.focus();
  };
  // Asked for by a key or a button: the field takes the focus; another kind keeps the words.
  useEffect(() => {
    if (composing === null) return;
    if (composing.kind !== state.kind || composing.messageId !== null) change({ kind: composing.kind, ...(composing.messageId === null ? {} : { messageId: composing.messageId }) });
    focusOn(composing.kind);
    // Only when it is asked for again.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- kind and words of the moment must not run it
  }, [composing]);
  useEffect(() => () => live.type(null), [live]);
  const fill = (text: string): string => fillPlaceholders(text, {
    contactName: conversation.counterpart?.name ?? '', contactAddress: conversation.counterpart?.address ?? '', agentName: session.user.name,
    channelName: channels.find((channel) => channel.id === conversation.channelId)?.name ?? '', subject: conversation.subject, conversationId: id,
  });
  const suggestions = useSuggestions({ editor, isNote, fill });

  const typed = (doc: typeof state.doc): void => {
    change({ doc });
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
      const posted = await postMessage(id, { ...message, ...(sendAt === null ? {} : { sendAt }), ...(force || isChat ? { force: true } : { seenPosition: seenPosition.current ?? conversation.position }) });
      clientKey.current = newKey();
      live.type(null);
      setStale(null);
      seenPosition.current = null;
      clear();
      uploads.clear();
      compose(null);
      void client.invalidateQueries({ queryKey: ['timeline', id] });
      // First, so that the one undo that is offered last, and by `z`, takes back both.
      if (andResolve) {
        onActed([id]);
        actions.setLife([id], 'resolved');
      }
      undoSend({ posted, isNote, isLater: sendAt !== null, texts, onUndone: async () => {
        // The server has made a draft of it again, files and all.
        await client.fetchQuery({ ...draftQuery(id), staleTime: 0 });
        for (const key of ['timeline', 'conversation']) void client.invalidateQueries({ queryKey: [key, id] });
        if (andResolve) actions.setLife([id], 'open');
        open(id);
        compose(state.kind);
      } });
      if (!andResolve) document.getElementById('timeline')?.focus();
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
    const { doc } = state;
    const sent = uploads.sentWith(imagesOf(doc));
    const lists = { to: parseRecipients(state.to), cc: parseRecipients(state.cc), bcc: parseRecipients(state.bcc) };
    const wrong = isNote || isChat ? [] : [...lists.to.wrong, ...lists.cc.wrong, ...lists.bcc.wrong];
    const isEmpty = isBlank(doc) && sent.length === 0 && state.kind !== 'forward';
    const refused = wrong.length > 0 ? texts.wrongAddress(wrong[0] ?? '') : isEmpty ? texts.emptyMessage : uploads.isBusy ? texts.stillUploading
      : state.kind === 'forward' && lists.to.recipients.length === 0 ? texts.noRecipient : null;
    if (refused !== null) {
      setProblem(refused);
      editor.focus();
      return null;
    }
    // Of formatted words the server makes the plain part, from what it has cleaned.
    const said = isFormatted(doc) && !isPlain ? { text: '', html: htmlOfDoc(doc) } : { text: textOfDoc(doc) };
    const inReplyToMessageId = state.messageId ?? (state.kind === 'forward' ? lastId : null);
    if (isNote) return { kind: 'note', ...said, ...(sent.length > 0 ? { uploadIds: sent.map((upload) => upload.id) } : {}), mentions: mentionedIn(textOfDoc(doc), agents) };
    return {
      kind: state.kind, ...said, clientKey: clientKey.current, uploadIds: sent.map((upload) => upload.id),
      to: [...lists.to.recipients], cc: [...lists.cc.recipients], bcc: [...lists.bcc.recipients],
      ...(inReplyToMessageId === null ? {} : { inReplyToMessageId }),
      ...(state.kind === 'reply' && !quotes ? { quote: false } : {}),
      ...(state.kind === 'reply' && isChat && state.ask !== null ? { content: state.ask } : {}),
      ...(state.kind === 'forward' && state.subject !== '' ? { subject: state.subject } : {}),
    };
  }

  /** Somebody's model writes; a person reads it, and sends it or does not. */
  async function draftFor(): Promise<void> {
    setDrafting(true);
    try {
      const { text } = await draftAnswer(id);
      editor.focus();
      editor.run(typeWords(text));
    } catch (error) {
      setProblem(problemText(error, texts));
    } finally {
      setDrafting(false);
    }
  }

  const onKey = (event: KeyboardEvent): boolean => {
    if (suggestions.onKey(event)) return true;
    if (event.key === 'Enter' && sendsByEnter && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.isComposing) void send();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send({ andResolve: event.shiftKey });
    else if (event.key === 'Escape') document.getElementById('timeline')?.focus();
    else return false;
    return true;
  };
  /** Pictures into the text, everything else beside it. */
  const takeFiles = (files: readonly File[], at: number): void => {
    const pictures = isPlain ? [] : files.filter(({ type }) => /^image\/(?:png|jpeg|gif|webp)$/.test(type));
    uploads.add(files.filter((file) => !pictures.includes(file)));
    for (const picture of pictures) {
      const key = uploads.addInline(picture, (done, upload) => {
        imageIds.current.set(upload.contentId, upload.id);
        editor.insertImage(done, { cid: upload.contentId, alt: upload.fileName });
      });
      editor.keepPlace(key, at);
    }
  };
  const drop = (event: DragEvent): void => {
    setDropping(false);
    if (event.isDefaultPrevented()) return; // dropped onto the text, which took it
    event.preventDefault();
    uploads.add(event.dataTransfer.files);
  };

  return (
    <section
      className={`composer${isNote ? ' note' : ''}${isDropping ? ' dropping' : ''}`} aria-label={texts.composerNames[state.kind]} data-own-keys=""
      onDragOver={(event) => { if (event.dataTransfer.types.includes('Files')) { event.preventDefault(); setDropping(true); } }} onDragLeave={() => setDropping(false)} onDrop={drop}
    >
      <div className="composer-tabs" role="group" aria-label={texts.composerKind}>
        {(['reply', 'note', 'forward'] as const).filter((kind) => may(kind === 'note' ? 'conversations.note' : 'conversations.reply')).map((kind: ComposerKind) => (
          <button key={kind} type="button" className="composer-tab" aria-pressed={state.kind === kind} onClick={() => { change({ kind }); focusOn(kind); }}>{texts.composerNames[kind]}</button>
        ))}
        <span className="saved">{saveFailed ? <span role="alert">{texts.draftNotSaved}</span> : isSaving ? texts.draftSaving : savedAt === null ? null : <SavedAge savedAt={savedAt} />}</span>
        <IconButton label={texts.discardDraft} onPress={() => { discard(); uploads.clear(); compose(null); }}><Icon name="trash" /></IconButton>
      </div>
      {isNote || isChat ? null : (
        <div className="composer-to">
          <AddressField ref={toField} label={texts.to} value={state.to} onChange={(to) => change({ to })} />
          {showsCopies || state.cc !== '' ? <><AddressField label={texts.cc} value={state.cc} onChange={(cc) => change({ cc })} /><AddressField label={texts.bcc} value={state.bcc} onChange={(bcc) => change({ bcc })} /></>
            : <Button kind="quiet" onPress={() => setShowsCopies(true)}>{texts.copies}</Button>}
        </div>
      )}
      {stale ? <StaleWarning conversationId={id} position={conversation.position} onForce={() => void send({ ...stale, force: true })} onLook={() => { setStale(null); seenPosition.current = conversation.position; document.getElementById('timeline')?.focus(); }} /> : null}
      <div className="composer-field">
        <div className="composer-scroll">
          <RichText
            editor={editor} initial={state.doc} isPlain={isPlain} label={texts.composerNames[state.kind]} placeholder={isNote ? texts.notePrompt : state.kind === 'forward' ? texts.forwardPrompt : texts.replyPrompt}
            aria={{ 'aria-describedby': 'composer-problem', ...suggestions.aria }} imageUrl={(cid) => { const upload = imageIds.current.get(cid); return upload === undefined ? null : `${apiBase}/uploads/${upload}/content?inline=true`; }}
            onDoc={typed} onKey={onKey} onLink={() => setLinking(true)} onFiles={takeFiles} onBlur={() => live.type(null)}
          />
          {isNote || isChat || answered === null ? null : <QuotedBelow message={answered} isForward={state.kind === 'forward'} isKept={quotes} onKeep={setQuotes} />}
        </div>
        <Suggestions held={suggestions} />
      </div>
      {isLinking ? <LinkBar editor={editor} onClose={() => setLinking(false)} /> : null}
      <UploadList uploads={uploads} />
      {state.ask === null || !isChat || state.kind !== 'reply' ? null : (
        <p className="composer-ask"><span className="tag"><span>{texts.askKinds[state.ask.kind]}</span></span><span className="composer-ask-items">{state.ask.items?.map(({ title }) => title).join(' · ')}</span><IconButton label={texts.askTake} onPress={() => change({ ask: null })}><Icon name="close" size={12} /></IconButton></p>
      )}
      <p id="composer-problem" className="composer-problem" role="alert">{problem}</p>
      <div className="composer-foot">
        <input ref={filePicker} type="file" multiple className="hidden-text" tabIndex={-1} aria-hidden="true" onChange={(event) => { if (event.target.files) uploads.add(event.target.files); event.target.value = ''; }} />
        <IconButton label={texts.attach} onPress={() => filePicker.current?.click()}><Icon name="clip" /></IconButton>
        {may('articles.read') ? <IconButton label={texts.insertArticle} onPress={() => setFinding(true)}><Icon name="book" /></IconButton> : null}
        {isChat && state.kind === 'reply' ? (
          <PopMenu label={texts.ask} icon={<Icon name="checks" />} placement="top start">
            {() => askKinds.map((kind) => <MenuItem key={kind} className="menu-item" onAction={() => { if (kind === 'input-email') change({ ask: { kind } }); else setAsking(kind); }}>{texts.askKinds[kind]}</MenuItem>)}
          </PopMenu>
        ) : null}
        {session.hasDraftHelper && state.kind === 'reply' ? <Button kind="quiet" isDisabled={isDrafting} onPress={() => void draftFor()}>{isDrafting ? texts.draftAsking : texts.draftAnswer}</Button> : null}
        <FormatBar editor={editor} isPlain={isPlain} onLink={() => setLinking(true)} onPlain={setPlain} />
        <span className="composer-hint">{sendsByEnter ? texts.chatHint : isNote ? texts.noteHint : texts.replyHint}</span>
        <span className="spring" />
        <Button isDisabled={isSending} onPress={() => void send({ andResolve: true })}>{isNote ? texts.noteAndResolve : texts.sendAndResolve}</Button>
        <span className="split">
          <Button kind="primary" isDisabled={isSending} onPress={() => void send()}>{isNote ? texts.addNote : texts.send}</Button>
          {isNote ? null : <Button kind="primary" aria-label={texts.sendLater} onPress={() => setLater(true)}><Icon name="down" size={14} /></Button>}
        </span>
      </div>
      {isFinding ? (
        <Suspense>
          <InsertArticle.Part onClose={() => setFinding(false)} onChoose={({ title, url }) => {
            if (isPlain || isChat) editor.run(typeWords(`${title}: ${url}`));
            else editor.run(linkWords(title, url));
          }} />
        </Suspense>
      ) : null}
      {asking === null ? null : <Suspense><AskDialog.Part kind={asking} onClose={() => setAsking(null)} onDone={(made) => { change({ ask: made }); setAsking(null); editor.focus(); }} /></Suspense>}
      {isLater ? <TimeChooser title={texts.sendLater} act={texts.sendLater} onChoose={(sendAt) => void send({ sendAt })} onClose={() => setLater(false)} /> : null}
    </section>
  );
}
