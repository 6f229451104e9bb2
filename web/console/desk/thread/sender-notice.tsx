import type { Message } from '../../api/desk.ts';
import { useTexts } from '../../app/use-preferences.tsx';

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

/** What it means for the reader, where he should be careful. */
export function SenderNotice({ message }: { message: Message }) {
  const texts = useTexts();
  if (!message.isUnprovedOurs && !fails(message)) return null;
  return <p className="notice bad" role="note">{message.isUnprovedOurs ? texts.unprovedOursNotice : texts.senderFailsNotice(message.senderCheck?.domain ?? '')}</p>;
}
