import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { timelineQuery, type Message } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Icon } from '../../design/icon.tsx';
import { longMoment } from '../../design/time-text.ts';

const shownMax = 5_000;

/** A forward of ours that says nothing of its own: what it passes on is all of it. */
export const isBareForward = ({ isForward, direction, text, hasHtml }: Message): boolean => isForward && direction === 'outgoing' && !hasHtml && text.trim() === '';

/** What such a forward passes on: whose mail, of when, and its words where they are loaded. */
export function ForwardedBelow({ message, conversationId }: { message: Message; conversationId: number }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const { data } = useInfiniteQuery(timelineQuery(conversationId));
  const [isOpen, setOpen] = useState(false);
  const original = data?.pages.flatMap(({ items }) => items).find((item) => item.type === 'message' && item.id === message.parentMessageId);
  if (original?.type !== 'message') return <p className="hint">{texts.forwardsAlone}</p>;
  const from = original.authorName || original.parties.find(({ role }) => role === 'from')?.address || texts.nobodyKnown;
  return (
    <>
      <p className="hint">{texts.forwardsMailOf(from, longMoment(original.at, locale, zone))}</p>
      <button type="button" className="fold" aria-expanded={isOpen} aria-label={texts.showForwarded} title={texts.showForwarded} onClick={() => setOpen((before) => !before)}><Icon name="more" /></button>
      {isOpen ? <div className="message-text quoted" dir="auto">{original.text.slice(0, shownMax)}</div> : null}
    </>
  );
}
