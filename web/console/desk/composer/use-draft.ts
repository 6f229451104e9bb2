import { useQueryClient } from '@tanstack/react-query';
import type { Node } from 'prosemirror-model';
import { useEffect, useRef, useState } from 'react';
import { deleteDraft, saveDraft, type Conversation, type Draft, type DraftInput, type Message } from '../../api/desk.ts';
import type { ComposerKind } from '../desk-context.tsx';
import { answerRecipients } from './answer-recipients.ts';
import type { Ask } from './ask.ts';
import { parseRecipients, recipientText } from './parse-recipients.ts';
import { docOfHtml, htmlOfDoc } from './rich/doc-html.ts';
import { docOfText, imagesOf, isBlank, isFormatted, textOfDoc } from './rich/doc-text.ts';
import type { Uploads } from './use-uploads.tsx';

export interface DraftState {
  readonly kind: ComposerKind;
  /** What is written. */
  readonly doc: Node;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  /** The message that is answered or forwarded; null: the newest. */
  readonly messageId: number | null;
  /** What an answer in a chat asks or shows beside its words. */
  readonly ask: Ask | null;
}

const saveAfterMs = 1_000;

interface Options {
  readonly conversationId: number;
  readonly initial: Draft | null;
  readonly kind: ComposerKind;
  readonly messageId: number | null;
  readonly message: Message | null;
  readonly conversation: Conversation;
  /** Whether an address is one of our channels. */
  readonly isOurs: (address: string) => boolean;
  /** Kept with the words. */
  readonly uploads: Uploads;
}

/** What is being written, kept on the server a second after the last key, and before the page goes. */
export function useDraft({ conversationId, initial, kind, messageId, message, conversation, isOurs, uploads }: Options) {
  const first = (from: Draft | null, as: ComposerKind, of: number | null): DraftState => firstState(from, as, of, conversation, () => answerRecipients(message, conversation.counterpart, isOurs));
  const client = useQueryClient();
  const [state, setState] = useState<DraftState>(() => first(initial, kind, messageId));
  /** Two changes may come before one render. */
  const latest = useRef(state);
  const put = (next: DraftState): void => {
    latest.current = next;
    setState(next);
  };
  const [savedAt, setSavedAt] = useState<string | null>(initial?.savedAt ?? null);
  const [isSaving, setSaving] = useState(false);
  const [saveFailed, setSaveFailed] = useState(false);
  const files = useRef(uploads);
  const pending = useRef<{ state: DraftState; timer: ReturnType<typeof setTimeout> } | null>(null);

  const save = (kept: DraftState): void => {
    pending.current = null;
    setSaving(true);
    saveDraft(conversationId, toInput(kept, files.current)).then((saved) => {
      setSavedAt(saved.savedAt ?? new Date().toISOString());
      setSaveFailed(false);
      client.setQueryData<Draft | null>(['draft', conversationId], toDraft(kept, files.current, saved.savedAt));
    }, () => setSaveFailed(true)).finally(() => setSaving(false));
  };
  const schedule = (next: DraftState): void => {
    if (pending.current) clearTimeout(pending.current.timer);
    pending.current = { state: next, timer: setTimeout(() => save(next), saveAfterMs) };
  };
  const saveNow = useRef(save);
  useEffect(() => { saveNow.current = save; });
  useEffect(() => {
    const flush = (): void => {
      if (!pending.current) return;
      clearTimeout(pending.current.timer);
      saveNow.current(pending.current.state);
    };
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  const scheduleNow = useRef(schedule);
  useEffect(() => { scheduleNow.current = schedule; });
  const held = uploads.files.flatMap(({ upload }) => upload?.id ?? []).join();
  const seen = useRef(held);
  useEffect(() => { files.current = uploads; });
  useEffect(() => {
    if (seen.current !== held) scheduleNow.current(latest.current);
    seen.current = held;
  }, [held]);
  const stop = (): void => {
    if (pending.current) clearTimeout(pending.current.timer);
    pending.current = null;
  };
  const forget = (): void => {
    stop();
    setSavedAt(null);
    put(first(null, 'reply', null));
    client.setQueryData(['draft', conversationId], null);
  };

  return {
    state, savedAt, isSaving, saveFailed,
    change: (change: Partial<DraftState>) => {
      const before = latest.current;
      const next = { ...before, ...change };
      if (change.kind === 'forward' && before.kind !== 'forward') Object.assign(next, { to: '', cc: '', subject: `Fwd: ${conversation.subject.replace(/^(fwd?|wg):\s*/i, '')}` });
      else if (change.kind === 'reply' && before.kind === 'forward') Object.assign(next, { ...answerRecipients(message, conversation.counterpart, isOurs), subject: '' });
      else if (next.kind === 'reply' && change.messageId !== undefined && change.messageId !== before.messageId) Object.assign(next, answerRecipients(message, conversation.counterpart, isOurs));
      put(next);
      if (!isBlank(next.doc) || !isBlank(before.doc) || next.ask !== before.ask) schedule(next);
    },
    discard: () => {
      forget();
      deleteDraft(conversationId).catch(() => setSaveFailed(true));
    },
    /** Sent: the server has taken the draft away with it, or does so now. */
    clear: () => {
      forget();
      deleteDraft(conversationId).catch(() => undefined);
    },
  };
}

function firstState(initial: Draft | null, kind: ComposerKind, messageId: number | null, conversation: Conversation, answer: () => { readonly to: string; readonly cc: string }): DraftState {
  if (initial) {
    return {
      kind: initial.kind, doc: draftDoc(initial), to: initial.to === null ? answer().to : recipientText(initial.to), cc: recipientText(initial.cc), bcc: recipientText(initial.bcc),
      subject: initial.subject ?? '', messageId: initial.inReplyToMessageId, ask: initial.content,
    };
  }
  const isForward = kind === 'forward';
  return { kind, doc: docOfText(''), ...(isForward ? { to: '', cc: '' } : answer()), bcc: '', subject: isForward ? `Fwd: ${conversation.subject}` : '', messageId, ask: null };
}

export const draftDoc = ({ html, text }: Pick<Draft, 'html' | 'text'>): Node => (html === null ? docOfText(text) : docOfHtml(html));

/** HTML only where text alone would lose something. */
const htmlOf = (doc: Node): string | null => (isFormatted(doc) ? htmlOfDoc(doc) : null);

function toInput(state: DraftState, uploads: Uploads): DraftInput {
  const of = (text: string) => [...parseRecipients(text).recipients].map((one) => ({ ...one }));
  return {
    kind: state.kind, text: textOfDoc(state.doc), html: htmlOf(state.doc), uploadIds: uploads.sentWith(imagesOf(state.doc)).map(({ id }) => id), inReplyToMessageId: state.messageId,
    ...(state.kind === 'reply' && state.ask !== null ? { content: state.ask } : {}),
    ...(state.kind === 'note' ? {} : { to: of(state.to), cc: of(state.cc), bcc: of(state.bcc) }), ...(state.subject === '' ? {} : { subject: state.subject }),
  };
}

function toDraft(state: DraftState, uploads: Uploads, savedAt: string | null): Draft | null {
  if (savedAt === null) return null;
  const sent = uploads.sentWith(imagesOf(state.doc));
  const of = (text: string) => parseRecipients(text).recipients.map(({ name, address }) => ({ name: name ?? '', address }));
  return {
    kind: state.kind, text: textOfDoc(state.doc), html: htmlOf(state.doc), to: of(state.to), cc: of(state.cc), bcc: of(state.bcc), subject: state.subject === '' ? null : state.subject,
    uploadIds: sent.map(({ id }) => id), uploads: sent, inReplyToMessageId: state.messageId, content: state.kind === 'reply' ? state.ask : null, savedAt,
  };
}
