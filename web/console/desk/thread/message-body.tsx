import { useMemo, useState } from 'react';
import type { Message } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { foldQuotes } from './fold-quotes.ts';
import { MailFrame } from './mail-frame.tsx';
import { textPieces } from './text-pieces.ts';

/**
 * The text as it was written, with quotes folded; or the formatted mail in a frame of an origin of its own. Formatted first where we wrote it so or
 * pictures are part of it, else the text: it reads well in any theme and width.
 */
export function MessageBody({ message }: { message: Message }) {
  const { texts } = usePreferences();
  const hasPictures = message.attachments.some(({ disposition, sniffedType }) => disposition === 'inline' && sniffedType.startsWith('image/'));
  const [isFormatted, setFormatted] = useState(message.hasHtml && (message.direction !== 'incoming' || hasPictures || message.remoteImages > 0 || message.text.trim() === ''));
  const [withImages, setWithImages] = useState(false);
  const [showsQuote, setShowsQuote] = useState(false);
  const hasQuote = useMemo(() => message.hasHtml && foldQuotes(message.text).folded !== '', [message.hasHtml, message.text]);
  return (
    <>
      {isFormatted ? (
        <MailFrame messageId={message.id} withImages={withImages} foldsQuote={hasQuote && !showsQuote} />
      ) : message.flags.includes('erased') ? <p className="hint">{texts.messageErased}</p> : <FoldedTextView text={message.text} />}
      {message.hasHtml ? (
        <div className="body-tools">
          <Button kind="quiet" onPress={() => setFormatted((before) => !before)}>{isFormatted ? texts.showText : texts.showFormatted}</Button>
          {isFormatted && hasQuote ? <Button kind="quiet" onPress={() => setShowsQuote((before) => !before)}>{showsQuote ? texts.hideQuote : texts.showQuote}</Button> : null}
          {isFormatted && message.remoteImages > 0 && !withImages ? <Button kind="quiet" onPress={() => setWithImages(true)}><Icon name="image" />{texts.loadImages(message.remoteImages)}</Button> : null}
        </div>
      ) : null}
    </>
  );
}

function FoldedTextView({ text }: { text: string }) {
  const { texts } = usePreferences();
  const { own, folded } = useMemo(() => foldQuotes(text), [text]);
  const [isUnfolded, setUnfolded] = useState(false);
  return (
    <>
      <div className="message-text" dir="auto"><Linked text={own} /></div>
      {folded === '' ? null : (
        <>
          <button type="button" className="fold" aria-expanded={isUnfolded} aria-label={isUnfolded ? texts.hideQuote : texts.showQuote} title={isUnfolded ? texts.hideQuote : texts.showQuote} onClick={() => setUnfolded((before) => !before)}><Icon name="more" /></button>
          {isUnfolded ? <div className="message-text quoted" dir="auto"><Linked text={folded} /></div> : null}
        </>
      )}
    </>
  );
}

function Linked({ text }: { text: string }) {
  return <>{textPieces(text).map((piece, at) => (piece.url === null ? piece.text : <a key={at} href={piece.url} target="_blank" rel="noopener noreferrer nofollow">{piece.text}</a>))}</>;
}
