import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { startConversation } from '../../api/desk.ts';
import { channelsQuery } from '../../api/people.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { problemText } from '../../design/problem-text.ts';
import { Choice, Field, Problem } from '../../settings/pieces.tsx';
import { useDesk } from '../desk-context.tsx';
import { parseRecipients } from './parse-recipients.ts';
import { undoSend } from './undo-send.ts';

/** A mail to somebody who has not written: a conversation of its own. */
export function NewMessage({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  return (
    <ModalOverlay className="veil" isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }}>
      <Modal className="modal wide-modal"><Dialog className="dialog"><NewForm onClose={onClose} /><span className="hidden-text">{texts.newMessage}</span></Dialog></Modal>
    </ModalOverlay>
  );
}

function NewForm({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const { open } = useDesk();
  const { data: channels = [] } = useQuery(channelsQuery);
  const mailboxes = channels.filter((channel) => channel.kind === 'email' && channel.disabledAt === null && !channel.isList);
  const [channelId, setChannelId] = useState('');
  const [to, setTo] = useState('');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [clientKey] = useState(() => `new-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`);
  const chosen = channelId === '' ? mailboxes[0]?.id : Number(channelId);
  const send = async (): Promise<void> => {
    const { recipients, wrong } = parseRecipients(to);
    if (chosen === undefined) return setProblem(texts.noChannels);
    if (wrong[0] !== undefined) return setProblem(texts.wrongAddress(wrong[0]));
    setBusy(true);
    try {
      const posted = await startConversation({ channelId: chosen, to: recipients.map((one) => ({ ...one })), subject, text, clientKey });
      onClose();
      open(posted.conversationId);
      undoSend({ posted, isNote: false, isLater: false, texts, onUndone: () => open(null) });
    } catch (error) {
      setProblem(problemText(error, texts));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="form" data-own-keys="" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Heading slot="title">{texts.newMessage}</Heading>
      <Problem text={problem} />
      <Choice label={texts.channel} value={String(chosen ?? '')} onChange={setChannelId} choices={mailboxes.map(({ id, name }) => ({ value: String(id), text: name }))} />
      <Field label={texts.to} isRequired value={to} onChange={setTo} maxLength={5_000} />
      <Field label={texts.subject} isRequired value={subject} onChange={setSubject} />
      <div className="field"><label htmlFor="new-text">{texts.messageText}</label><textarea id="new-text" className="input" rows={9} required value={text} onChange={(event) => setText(event.target.value)} /></div>
      <div className="actions"><Button onPress={onClose}>{texts.cancel}</Button><Button kind="primary" type="submit" isDisabled={isBusy}>{texts.send}</Button></div>
    </form>
  );
}
