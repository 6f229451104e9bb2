import type { Message } from '../../api/desk.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { ConfirmButton } from '../../settings/pieces.tsx';

/** Fails the checks of a domain that asks to turn such mail away. */
const fails = ({ senderCheck }: Message): boolean => senderCheck?.dmarc === 'fail' && (senderCheck.policy === 'reject' || senderCheck.policy === 'quarantine');

/** In a word, beside the name: who says that he is us, who fails, and whom nothing proves. */
export function SenderTag({ message }: { message: Message }) {
  const texts = useTexts();
  if (message.isUnprovedOurs) return <span className="tag danger"><span>{texts.unprovedOurs}</span></span>;
  if (fails(message)) return <span className="tag danger"><span>{texts.senderFails}</span></span>;
  if (message.direction !== 'incoming' || message.senderCheck?.proof !== 'none') return null;
  return <span className="tag" title={texts.senderProofs.none}><span>{texts.unproved}</span></span>;
}

/** What it means for the reader, where he should be careful. Who may say what is ours can say it here. */
export function SenderNotice({ message }: { message: Message }) {
  const texts = useTexts();
  const may = usePermission();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const isVouchedFor = message.senderCheck?.proof === 'person' && may('settings.write');
  if (!message.isUnprovedOurs && !fails(message) && !isVouchedFor) return null;
  const say = (method: 'POST' | 'DELETE'): void => {
    setBusy(true);
    request(`/messages/${message.id}/vouch`, { method }).then(() => {
      showToast(method === 'POST' ? texts.isOursDone : texts.isNotOursDone);
      for (const key of ['timeline', 'conversation', 'conversations', 'views', 'channels']) void client.invalidateQueries({ queryKey: [key] });
    }, (error: unknown) => showToast(problemText(error, texts), { isProblem: true })).finally(() => setBusy(false));
  };
  if (isVouchedFor && !fails(message)) {
    return (
      <div className="notice plain" role="note">
        <p>{texts.senderProofs.person}.</p>
        <ConfirmButton label={texts.isNotOursButton} confirm={texts.reallyIsNotOurs} name={message.authorName} isDisabled={isBusy} onConfirm={() => say('DELETE')} />
      </div>
    );
  }
  return (
    <div className="notice bad" role="note">
      <p>{message.isUnprovedOurs ? texts.unprovedOursNotice : texts.senderFailsNotice(message.senderCheck?.domain ?? '')}</p>
      {message.isUnprovedOurs && may('settings.write') ? <ConfirmButton label={texts.isOursButton} confirm={texts.reallyIsOurs} name={message.authorName} isDisabled={isBusy} onConfirm={() => say('POST')} /> : null}
      {isVouchedFor ? <ConfirmButton label={texts.isNotOursButton} confirm={texts.reallyIsNotOurs} name={message.authorName} isDisabled={isBusy} onConfirm={() => say('DELETE')} /> : null}
    </div>
  );
}
