import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { draftQuery, timelineQuery, type Conversation, type Draft } from '../../api/desk.ts';
import { channelsQuery } from '../../api/people.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { lazyPart } from '../../design/lazy-part.ts';
import { useDesk } from '../desk-context.tsx';
import './composer.css';

export interface OpenComposerProps { readonly conversation: Conversation; readonly onActed: (ids: readonly number[]) => void; readonly initial: Draft | null }

const openComposer = lazyPart<OpenComposerProps>(() => import('./open-composer.tsx').then(({ OpenComposer }) => OpenComposer));

/** Answer, note or forward: shut to one line until it is wanted. The editor is not part of the first load: it comes while somebody reads. */
export function Composer({ conversation, onActed }: { conversation: Conversation; onActed: (ids: readonly number[]) => void }) {
  const { id } = conversation;
  const { data: draft, isLoading } = useQuery({ ...draftQuery(id), enabled: conversation.hasDraft });
  // Whom an answer goes to stands in what is answered, and in which addresses are ours.
  const isKnown = [useInfiniteQuery(timelineQuery(id)), useQuery(channelsQuery)].every(({ isPending }) => !isPending);
  const { composing, compose } = useDesk();
  const { texts } = usePreferences();
  const may = usePermission();
  const mayWrite = may('conversations.reply') || may('conversations.note');
  useEffect(() => { if (mayWrite) whenIdle(openComposer.load); }, [mayWrite]);
  if (!mayWrite) return null;
  const isOpen = composing !== null || (draft !== null && draft !== undefined);
  if (isLoading || !isOpen) {
    return (
      <div className="composer-shut">
        {may('conversations.reply') ? <Button onPress={() => compose('reply')}><Icon name="reply" />{texts.reply}</Button> : null}
        {may('conversations.note') ? <Button kind="quiet" onPress={() => compose('note')}><Icon name="note" />{texts.note}</Button> : null}
        {may('conversations.reply') ? <Button kind="quiet" onPress={() => compose('forward')}><Icon name="forward" />{texts.forward}</Button> : null}
      </div>
    );
  }
  const coming = <div className="composer composer-coming" role="status">{texts.loading}</div>;
  return !isKnown ? coming : <Suspense fallback={coming}><openComposer.Part conversation={conversation} onActed={onActed} initial={draft ?? null} /></Suspense>;
}

const whenIdle = (work: () => void): void => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 300);
};
