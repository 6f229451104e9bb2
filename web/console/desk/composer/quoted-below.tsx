import { useState } from 'react';
import type { Message } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Icon } from '../../design/icon.tsx';
import { longMoment } from '../../design/time-text.ts';

const shownMax = 5_000;

interface Props { readonly message: Message; readonly isForward: boolean; readonly isKept: boolean; readonly onKeep: (isKept: boolean) => void }

/** What goes below the answer: folded, to be looked at, and to be left out. The server puts it there when it is sent. */
export function QuotedBelow({ message, isForward, isKept, onKeep }: Props) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const [isOpen, setOpen] = useState(false);
  const heading = texts.quotedFrom(message.authorName || message.parties.find(({ role }) => role === 'from')?.address || texts.nobodyKnown, longMoment(message.at, locale, zone));
  return (
    <div className="composer-quoted">
      {isKept || isForward ? <button type="button" className="fold" aria-expanded={isOpen} aria-label={isForward ? texts.showForwarded : texts.showQuoted} title={heading} onClick={() => setOpen((before) => !before)}><Icon name="more" /></button> : null}
      {isForward ? <span className="quoted-hint">{texts.forwardsHint}</span> : <label className="check quoted-hint"><input type="checkbox" checked={isKept} onChange={(event) => onKeep(event.target.checked)} />{texts.keepsQuote}</label>}
      {isOpen && (isKept || isForward) ? <div className="message-text quoted" dir="auto"><strong>{heading}</strong>{'\n'}{message.text.slice(0, shownMax)}</div> : null}
    </div>
  );
}
