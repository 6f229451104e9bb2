import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { conversationQuery, timelineQuery, type Act, type Conversation, type Message } from '../../api/desk.ts';
import { channelsQuery } from '../../api/people.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { useActions } from '../actions/use-actions.ts';
import { ChatBar } from '../chat/chat-bar.tsx';
import { Composer } from '../composer/composer.tsx';
import { ContextPanel } from '../context/context-panel.tsx';
import { useDeskPlace } from '../desk-context.tsx';
import { ActLine } from './act-line.tsx';
import { MessageCard } from './message-card.tsx';
import { Presence } from './presence.tsx';
import { ThreadHead } from './thread-head.tsx';
import './thread.css';

/** The right pane: one conversation, newest at the bottom, and what stands beside it. */
export function ThreadPane({ id, onActed }: { id: number; onActed: (ids: readonly number[]) => void }) {
  const { texts, preferences } = usePreferences();
  const { open } = useDeskPlace();
  const conversation = useQuery(conversationQuery(id));
  const { data } = conversation;
  // Merged into another: the address follows, so that a reload and a shared link lead there, too.
  useEffect(() => { if (data && data.id !== id) open(data.id); }, [data, id, open]);
  const showsContext = preferences.showContext ?? window.innerWidth >= 1440;
  if (conversation.isError && !data) return <section className="thread-pane" aria-label={texts.conversation}><ThreadHead conversation={null} onActed={onActed} /><Failure error={conversation.error} onRetry={() => void conversation.refetch()} /></section>;
  return (
    <section className={`thread-pane${showsContext ? ' with-context' : ''}`} aria-label={data?.subject || texts.conversation}>
      <div className="thread-main">
        <ThreadHead conversation={data ?? null} onActed={onActed} />
        {data?.kind === 'chat' ? <ChatBar id={data.id} /> : null}
        <Timeline key={`timeline-${id}`} id={id} conversation={data ?? null} />
        {data ? <Composer key={`composer-${id}`} conversation={data} onActed={onActed} /> : null}
      </div>
      {showsContext && data ? <ContextPanel conversation={data} /> : null}
    </section>
  );
}

const openedFromEnd = 3;
const nothing: readonly (Message | Act)[] = [];

function Timeline({ id, conversation }: { id: number; conversation: Conversation | null }) {
  const { texts } = usePreferences();
  const actions = useActions(texts);
  const query = useInfiniteQuery(timelineQuery(id));
  const scroller = useRef<HTMLDivElement>(null);
  const held = useMemo(() => (query.data?.pages ?? []).toReversed().flatMap(({ items }) => items), [query.data]);
  // What was asked for ahead is there at once: the row and the head go first, the messages with the next frame.
  const entries = useDeferredValue(held, nothing);
  const messages = useMemo(() => entries.filter((entry): entry is Message => entry.type === 'message'), [entries]);
  const lastId = messages.at(-1)?.id ?? null;
  const [toggled, setToggled] = useState<ReadonlyMap<number, boolean>>(new Map());
  // By where they stand, not by number: what was read later may be older.
  const openedIds = useMemo(() => new Set(messages.slice(-openedFromEnd).map(({ id: messageId }) => messageId)), [messages]);
  const customer = conversation?.counterpart?.name || conversation?.counterpart?.address || null;
  const { data: channels = [] } = useQuery(channelsQuery);
  const channelName = channels.find((channel) => channel.id === conversation?.channelId)?.name ?? null;
  const isOpen = (message: Message): boolean => toggled.get(message.id) ?? (openedIds.has(message.id) || message.direction === 'note');

  // At the newest when it opens and when something comes while one is there; an older page keeps what one reads in place.
  const heights = useRef({ isAtEnd: true, height: 0, firstId: null as number | null });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || entries.length === 0) return;
    const { isAtEnd, height, firstId } = heights.current;
    const first = entries[0]?.id ?? null;
    if (isAtEnd) element.scrollTop = element.scrollHeight;
    else if (firstId !== null && first !== firstId) element.scrollTop += element.scrollHeight - height;
    heights.current = { ...heights.current, height: element.scrollHeight, firstId: first };
  }, [entries]);

  // What grows or shrinks beside or within it (the composer, a picture, a folded quote) leaves one at the newest.
  const hasEntries = entries.length > 0;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      if (heights.current.isAtEnd) element.scrollTop = element.scrollHeight;
      heights.current.height = element.scrollHeight;
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [hasEntries, entries]);

  // Looked at: read, after a moment in which one may have only passed by.
  const isUnread = conversation?.isUnread ?? false;
  useEffect(() => {
    if (!isUnread) return undefined;
    const timer = setTimeout(() => { if (document.visibilityState === 'visible') actions.setUnread([id], false); }, 800);
    return () => clearTimeout(timer);
  }, [actions, id, isUnread, lastId]);

  if (query.isPending) return <div className="timeline"><Skeletons rows={4} label={texts.loading} /></div>;
  if (query.isError && entries.length === 0) return <div className="timeline"><Failure error={query.error} onRetry={() => void query.refetch()} /></div>;
  return (
    <div
      ref={scroller} className="timeline" tabIndex={0} role="log" aria-live="off" aria-label={texts.messages} id="timeline" data-conversation={id}
      onScroll={({ currentTarget }) => {
        heights.current.isAtEnd = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 60;
        heights.current.height = currentTarget.scrollHeight;
      }}
    >
      {query.hasNextPage ? <div className="older"><Button kind="quiet" isDisabled={query.isFetchingNextPage} onPress={() => { heights.current.isAtEnd = false; void query.fetchNextPage(); }}>{texts.older}</Button></div> : null}
      {entries.map((entry) => (entry.type === 'act'
        ? <ActLine key={`act-${entry.id}`} act={entry} />
        : (
          <MessageCard
            key={entry.id} message={entry} by={entry.direction === 'incoming' ? customer : channelName} conversationId={id} isOpen={isOpen(entry)}
            onToggle={() => setToggled((before) => new Map(before).set(entry.id, !isOpen(entry)))}
          />
        )))}
      <Presence id={id} />
    </div>
  );
}
