import { useQuery } from '@tanstack/react-query';
import type { Node } from 'prosemirror-model';
import { useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Upload } from '#dialects/native/schemas/files.ts';
import { startConversation } from '../../api/desk.ts';
import { newMailDraftQuery } from '../../api/new-mail-draft.ts';
import { channelsQuery } from '../../api/people.ts';
import { apiBase } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { problemText } from '../../design/problem-text.ts';
import { Skeletons } from '../../design/states.tsx';
import { Choice, Field, Problem } from '../../settings/pieces.tsx';
import { TimeChooser } from '../actions/time-chooser.tsx';
import { useDeskPlace } from '../desk-context.tsx';
import { fillPlaceholders } from './fill-placeholders.ts';
import { parseRecipients } from './parse-recipients.ts';
import { htmlOfDoc } from './rich/doc-html.ts';
import { docOfText, imagesOf, isBlank, isFormatted, textOfDoc } from './rich/doc-text.ts';
import { createEditor } from './rich/editor.ts';
import { FormatBar } from './rich/format-bar.tsx';
import { LinkBar } from './rich/link-bar.tsx';
import { RichText } from './rich/rich-text.tsx';
import { SavedAge } from './saved-age.tsx';
import { Suggestions, useSuggestions } from './suggestions.tsx';
import { undoSend } from './undo-send.ts';
import { UploadList } from './upload-list.tsx';
import { draftDoc } from './use-draft.ts';
import { useNewMailDraft } from './use-new-mail-draft.ts';
import { useUploads } from './use-uploads.tsx';

/** What a mail says that is not sent: one that was begun, as the server keeps it, or one that was taken back. */
export interface NewMail { readonly channelId: string; readonly to: string; readonly cc: string; readonly bcc: string; readonly subject: string; readonly doc: Node; readonly uploads: readonly Upload[] }

interface Props {
  readonly initial: NewMail | null;
  readonly onClose: () => void;
  /** It was taken back: to be written on. */
  readonly onUndone: (mail: NewMail) => void;
}

/** A mail to somebody who has not written: a conversation of its own. */
export function NewMessage(props: Props) {
  const { onClose } = props;
  const texts = useTexts();
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }}>
      <Modal className="modal wide-modal"><Dialog className="dialog"><Begun {...props} /><span className="hidden-text">{texts.newMessage}</span></Dialog></Modal>
    </ModalOverlay>
  );
}

/** Goes on where one left off. */
function Begun(props: Props) {
  const texts = useTexts();
  const { data, isPending } = useQuery({ ...newMailDraftQuery, enabled: props.initial === null });
  if (props.initial !== null) return <NewForm {...props} savedAt={null} />;
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  const initial: NewMail | null = data ? { channelId: data.channelId === null ? '' : String(data.channelId), to: data.to, cc: data.cc, bcc: data.bcc, subject: data.subject, doc: draftDoc(data), uploads: data.uploads } : null;
  return <NewForm {...props} initial={initial} savedAt={data?.savedAt ?? null} />;
}

function NewForm({ initial, savedAt, onClose, onUndone }: Props & { savedAt: string | null }) {
  const texts = useTexts();
  const { open } = useDeskPlace();
  const session = useSession();
  const { data: channels = [] } = useQuery(channelsQuery);
  const mailboxes = channels.filter((channel) => channel.kind === 'email' && channel.disabledAt === null && !channel.isList);
  const [channelId, setChannelId] = useState(initial?.channelId ?? '');
  const [to, setTo] = useState(initial?.to ?? '');
  const [cc, setCc] = useState(initial?.cc ?? '');
  const [bcc, setBcc] = useState(initial?.bcc ?? '');
  const [showsCopies, setShowsCopies] = useState(cc !== '' || bcc !== '');
  const [subject, setSubject] = useState(initial?.subject ?? '');
  const [editor] = useState(createEditor);
  const [doc, setDoc] = useState(() => initial?.doc ?? docOfText(''));
  const [isPlain, setPlain] = useState(false);
  const [isLinking, setLinking] = useState(false);
  const filePicker = useRef<HTMLInputElement>(null);
  const imageIds = useRef(new Map(initial?.uploads.map((upload): [string, number] => [upload.contentId, upload.id]) ?? []));
  const uploads = useUploads(initial?.uploads ?? [], (contentId) => initial !== null && imagesOf(initial.doc).includes(contentId));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [clientKey] = useState(() => `new-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`);
  const chosen = channelId === '' ? mailboxes[0]?.id : Number(channelId);
  const [isLater, setLater] = useState(false);
  const draft = useNewMailDraft({ channelId: channelId === '' ? null : Number(channelId), to, cc, bcc, subject, doc, uploads }, savedAt);
  const fill = (text: string): string => {
    const [first] = parseRecipients(to).recipients;
    return fillPlaceholders(text, { contactName: first?.name ?? '', contactAddress: first?.address ?? '', agentName: session.user.name, channelName: channels.find(({ id }) => id === chosen)?.name ?? '', subject, conversationId: 0 });
  };
  const suggestions = useSuggestions({ editor, isNote: false, fill });
  const readLists = () => {
    const read = { to: parseRecipients(to), cc: parseRecipients(cc), bcc: parseRecipients(bcc) };
    const of = (list: typeof read.to) => list.recipients.map((one) => ({ ...one }));
    return [{ to: of(read.to), ...(cc === '' ? {} : { cc: of(read.cc) }), ...(bcc === '' ? {} : { bcc: of(read.bcc) }) }, [...read.to.wrong, ...read.cc.wrong, ...read.bcc.wrong]] as const;
  };
  const send = async ({ sendAt = null }: { sendAt?: string | null } = {}): Promise<void> => {
    const [lists, wrong] = readLists();
    if (chosen === undefined) return setProblem(texts.noChannels);
    if (wrong[0] !== undefined) return setProblem(texts.wrongAddress(wrong[0]));
    if (lists.to.length === 0) return setProblem(texts.noRecipient);
    const sent = uploads.sentWith(imagesOf(doc));
    if (isBlank(doc) && sent.length === 0) return setProblem(texts.emptyMessage);
    if (uploads.isBusy) return setProblem(texts.stillUploading);
    const said = isFormatted(doc) && !isPlain ? { text: '', html: htmlOfDoc(doc) } : { text: textOfDoc(doc) };
    setBusy(true);
    try {
      const posted = await startConversation({ channelId: chosen, ...lists, subject, ...said, uploadIds: sent.map(({ id }) => id), clientKey, ...(sendAt === null ? {} : { sendAt }) });
      draft.forget();
      onClose();
      open(posted.conversationId);
      undoSend({ posted, isNote: false, isLater: sendAt !== null, texts, onUndone: ({ uploadIds }) => {
        open(null);
        // The files are uploads again, in the order in which they went.
        onUndone({ channelId: String(chosen), to, cc, bcc, subject, doc, uploads: sent.map((upload, at) => ({ ...upload, id: uploadIds[at] ?? upload.id })) });
      } });
    } catch (error) {
      setProblem(problemText(error, texts));
    } finally {
      setBusy(false);
    }
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (suggestions.onKey(event)) return true;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
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
  return (
    <form className="form" data-own-keys="" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Heading slot="title">{texts.newMessage}</Heading>
      <Problem text={problem} />
      <Choice label={texts.channel} value={String(chosen ?? '')} onChange={setChannelId} choices={mailboxes.map(({ id, name }) => ({ value: String(id), text: name }))} />
      <Field label={texts.to} isRequired value={to} onChange={setTo} maxLength={5_000} />
      {showsCopies ? <div className="form-grid"><Field label={texts.cc} value={cc} onChange={setCc} maxLength={5_000} /><Field label={texts.bcc} value={bcc} onChange={setBcc} maxLength={5_000} /></div> : <div className="form-actions"><Button kind="quiet" onPress={() => setShowsCopies(true)}>{texts.copies}</Button></div>}
      <Field label={texts.subject} isRequired value={subject} onChange={setSubject} />
      <div className="new-message-text" onDrop={(event) => { if (!event.isDefaultPrevented()) { event.preventDefault(); uploads.add(event.dataTransfer.files); } }} onDragOver={(event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); }}>
        <RichText
          editor={editor} initial={doc} isPlain={isPlain} label={texts.messageText} placeholder={texts.newMessagePrompt} aria={suggestions.aria} onDoc={setDoc} onKey={onKey} onLink={() => setLinking(true)} onFiles={takeFiles} onBlur={() => undefined}
          imageUrl={(cid) => { const upload = imageIds.current.get(cid); return upload === undefined ? null : `${apiBase}/uploads/${upload}/content?inline=true`; }}
        />
        <Suggestions held={suggestions} />
        {isLinking ? <LinkBar editor={editor} onClose={() => setLinking(false)} /> : null}
        <UploadList uploads={uploads} />
        <div className="composer-foot">
          <input ref={filePicker} type="file" multiple className="hidden-text" tabIndex={-1} aria-hidden="true" onChange={(event) => { if (event.target.files) uploads.add(event.target.files); event.target.value = ''; }} />
          <IconButton label={texts.attach} onPress={() => filePicker.current?.click()}><Icon name="clip" /></IconButton>
          <FormatBar editor={editor} isPlain={isPlain} onLink={() => setLinking(true)} onPlain={setPlain} />
        </div>
      </div>
      <div className="actions">
        <span className="saved">{draft.saveFailed ? <span role="alert">{texts.draftNotSaved}</span> : draft.isSaving ? texts.draftSaving : draft.savedAt === null ? null : <SavedAge savedAt={draft.savedAt} />}</span>
        <IconButton label={texts.discardDraft} onPress={() => { draft.forget(); uploads.clear(); onClose(); }}><Icon name="trash" /></IconButton>
        <Button onPress={onClose}>{texts.close}</Button>
        <span className="split">
          <Button kind="primary" type="submit" isDisabled={isBusy}>{texts.send}</Button>
          <Button kind="primary" isDisabled={isBusy} aria-label={texts.sendLater} onPress={() => setLater(true)}><Icon name="down" size={14} /></Button>
        </span>
      </div>
      {isLater ? <TimeChooser title={texts.sendLater} act={texts.sendLater} onChoose={(sendAt) => void send({ sendAt })} onClose={() => setLater(false)} /> : null}
    </form>
  );
}
