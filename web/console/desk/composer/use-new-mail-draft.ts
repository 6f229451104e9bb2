import type { Node } from 'prosemirror-model';
import { useEffect, useRef, useState } from 'react';
import { deleteNewMailDraft, saveNewMailDraft, type NewMailDraftInput } from '../../api/new-mail-draft.ts';
import { htmlOfDoc } from './rich/doc-html.ts';
import { imagesOf, isFormatted, textOfDoc } from './rich/doc-text.ts';
import type { Uploads } from './use-uploads.tsx';

interface Begun { readonly channelId: number | null; readonly to: string; readonly cc: string; readonly bcc: string; readonly subject: string; readonly doc: Node; readonly uploads: Uploads }

const saveAfterMs = 1_000;

function toInput({ channelId, to, cc, bcc, subject, doc, uploads }: Begun): NewMailDraftInput {
  return { channelId, to, cc, bcc, subject, text: textOfDoc(doc), html: isFormatted(doc) ? htmlOfDoc(doc) : null, uploadIds: uploads.sentWith(imagesOf(doc)).map(({ id }) => id) };
}

const isBegun = ({ to, cc, bcc, subject, doc }: Begun): boolean => [to, cc, bcc, subject, textOfDoc(doc)].some((text) => text.trim() !== '');

/** A mail to somebody new, kept on the server a second after the last key and when the form goes: what is closed is there when it opens again. */
export function useNewMailDraft(begun: Begun, heldSince: string | null) {
  const [savedAt, setSavedAt] = useState(heldSince);
  const [isSaving, setSaving] = useState(false);
  const [saveFailed, setSaveFailed] = useState(false);
  const json = JSON.stringify(toInput(begun));
  /** As the server has it ('': it has nothing of what stands here, as of a mail that was taken back); null: nothing is kept any more (sent, thrown away). */
  const kept = useRef<string | null>(heldSince === null && isBegun(begun) ? '' : json);
  /** One after the other: what is thrown away must not come back by an earlier save. */
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(json);
  useEffect(() => { latest.current = json; });
  const save = useRef((text: string): void => {
    kept.current = text;
    setSaving(true);
    turn.current = turn.current.then(() => saveNewMailDraft(JSON.parse(text) as NewMailDraftInput)).then(({ savedAt: at }) => {
      setSavedAt(at);
      setSaveFailed(false);
    }).catch(() => setSaveFailed(true)).finally(() => setSaving(false));
  });
  useEffect(() => {
    if (kept.current === null || kept.current === json) return;
    const timer = setTimeout(() => save.current(json), saveAfterMs);
    return () => clearTimeout(timer);
  }, [json]);
  useEffect(() => {
    const keep = save.current;
    const flush = (): void => { if (kept.current !== null && kept.current !== latest.current) keep(latest.current); };
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  return {
    savedAt, isSaving, saveFailed,
    forget: (): void => {
      kept.current = null;
      setSavedAt(null);
      turn.current = turn.current.then(deleteNewMailDraft).catch(() => undefined);
    },
  };
}
