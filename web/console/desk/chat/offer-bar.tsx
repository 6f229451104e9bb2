import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { answerOffer, conversationOf, offersQuery, type Offer } from '../../api/chats.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSecond } from '../../app/use-second.ts';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { playOfferSound } from './offer-sound.ts';
import './chat.css';

/** What is held out to oneself, over every page: it sounds once, counts in the title, and goes where it is taken. */
export function OfferBar() {
  const may = usePermission();
  return may('work.handle') ? <Offers /> : null;
}

function Offers() {
  const { texts, preferences } = usePreferences();
  const { data = [] } = useQuery(offersQuery);
  const known = useRef(new Set<number>());
  const count = data.length;
  useEffect(() => {
    const isNew = data.some(({ id }) => !known.current.has(id));
    known.current = new Set(data.map(({ id }) => id));
    if (isNew && preferences.hasSound) playOfferSound();
  }, [data, preferences.hasSound]);
  useTitleCount(count);
  if (count === 0) return null;
  return (
    <section className="offers" aria-label={texts.offersTitle} role="status">
      {data.map((offer) => <OneOffer key={offer.id} offer={offer} />)}
    </section>
  );
}

function OneOffer({ offer }: { offer: Offer }) {
  const { texts } = usePreferences();
  const nowMs = useSecond();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const answer = (how: 'pick-up' | 'reject'): void => {
    setBusy(true);
    answerOffer(offer.id, how).then(async () => {
      if (how === 'pick-up') await navigate({ to: '/$view/$conversation', params: { view: 'mine', conversation: String(await conversationOf(offer.interactionId)) }, search: {} });
    }, (error: unknown) => showToast(problemText(error, texts), { isProblem: true })).finally(() => {
      setBusy(false);
      void client.invalidateQueries({ queryKey: ['offers'] });
    }).catch(() => undefined);
  };
  const waited = Math.max(0, Math.floor((nowMs - Date.parse(offer.offeredAt)) / 1_000) + offer.why.waitedSeconds);
  return (
    <div className="offer">
      <span className="offer-words"><strong>{offer.kind === 'chat' ? texts.chatOffered : texts.callOffered}</strong> <span>{texts.offerWaited(waited)}</span></span>
      <Button kind="primary" isDisabled={isBusy} onPress={() => answer('pick-up')}>{texts.takeOffer}</Button>
      <Button kind="quiet" isDisabled={isBusy} onPress={() => answer('reject')}>{texts.declineOffer}</Button>
    </div>
  );
}

/** Pages set their own titles: the count is put before whatever stands there. */
function useTitleCount(count: number): void {
  const { texts } = usePreferences();
  useEffect(() => {
    const strip = (title: string): string => title.replace(/^\(\d+\) /, '');
    const put = (): void => {
      const wanted = count === 0 ? strip(document.title) : `${texts.waitingTitle(count)}${strip(document.title)}`;
      if (document.title !== wanted) document.title = wanted;
    };
    put();
    const title = document.querySelector('title');
    if (!title) return undefined;
    const observer = new MutationObserver(put);
    observer.observe(title, { childList: true });
    return () => observer.disconnect();
  }, [count, texts]);
}
