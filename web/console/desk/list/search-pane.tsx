import { useInfiniteQuery } from '@tanstack/react-query';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { searchQuery, type SearchHit } from '../../api/desk.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { useDesk } from '../desk-context.tsx';

/** Between two keys of somebody who types. The first key after a pause asks at once; of those that follow so soon only the last one does. */
const typingMs = 120;
const askedMax = 50;

/** The middle pane of a search: hits newest first, with the words found. */
export function SearchPane({ onOrder }: { onOrder: (ids: readonly number[]) => void }) {
  const { texts } = usePreferences();
  const { search, setSearch, activeId, openId, open, setActive, setViewsOpen } = useDesk();
  const q = search.q ?? '';
  const [typed, setTyped] = useState(q);
  const [seenQ, setSeenQ] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What was asked for from here: the address comes to say it a little later, and must not take back what was typed since. */
  const [asked, setAsked] = useState<readonly string[]>([]);
  if (q !== seenQ) {
    setSeenQ(q);
    if (!asked.includes(q)) setTyped(q);
  }
  const lastAsked = useRef(q);
  const ask = (value: string): void => {
    lastAsked.current = value;
    setAsked((before) => [...before.slice(-askedMax), value]);
    setSearch({ q: value });
  };
  const query = useInfiniteQuery(searchQuery(q));
  const hits = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const [first] = query.data?.pages ?? [];
  useEffect(() => onOrder([...new Set(hits.map((hit) => hit.conversationId))]), [hits, onOrder]);
  const openHit = useCallback((id: number): void => {
    setActive(id);
    open(id);
  }, [open, setActive]);
  return (
    <section className="list-pane" aria-label={texts.search}>
      <header className="list-head">
        <span className="narrow-only"><IconButton label={texts.views} onPress={() => setViewsOpen(true)}><Icon name="menu" /></IconButton></span>
        <input
          id="search-input" className="input" type="search" value={typed} placeholder={texts.searchPrompt} aria-label={texts.search} autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            const { value } = event.target;
            const isFirst = timer.current === undefined;
            clearTimeout(timer.current);
            if (isFirst) ask(value);
            timer.current = setTimeout(() => {
              timer.current = undefined;
              if (value !== lastAsked.current) ask(value);
            }, typingMs);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              clearTimeout(timer.current);
              timer.current = undefined;
              ask(typed);
            } else if (event.key === 'Escape' || event.key === 'ArrowDown') {
              event.preventDefault();
              event.currentTarget.blur();
              const next = hits[0];
              if (event.key === 'ArrowDown' && next) setActive(next.conversationId);
            }
          }}
        />
      </header>
      <div className="list-tools">
        {q === '' ? <span>{texts.searchHint}</span> : <span role="status">{first ? texts.hits(first.total.count, first.total.isCapped) : ''}</span>}
      </div>
      {first?.indexing ? <p className="notice plain" role="status">{texts.searchIndexing(first.indexing.done, first.indexing.total)}</p> : null}
      {q === '' ? <Operators />
        : query.isPending ? <Skeletons rows={6} label={texts.loading} />
          : query.isError && hits.length === 0 ? <Failure error={query.error} onRetry={() => void query.refetch()} />
            : hits.length === 0 ? <Empty title={texts.nothingFound}><p>{texts.searchNone}</p></Empty>
              : (
                <ul className="list" aria-label={texts.search}>
                  {hits.map((hit) => <li key={hit.messageId}><Hit hit={hit} isActive={hit.conversationId === activeId} isOpen={hit.conversationId === openId} onOpen={openHit} /></li>)}
                  {query.hasNextPage ? <li className="list-more"><Button kind="quiet" isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>{texts.more}</Button></li> : null}
                </ul>
              )}
    </section>
  );
}

const Hit = memo(function Hit({ hit, isActive, isOpen, onOpen }: { hit: SearchHit; isActive: boolean; isOpen: boolean; onOpen: (conversationId: number) => void }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  return (
    <a
      href={`/app/search/${hit.conversationId}`} className={`hit${isActive ? ' active' : ''}${isOpen ? ' open' : ''}`} aria-current={isOpen ? 'true' : undefined} ref={isActive ? scrollIntoView : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(hit.conversationId);
      }}
    >
      <span className="row-line"><span className="row-name">{hit.senderName || hit.senderAddress || texts.nobodyKnown}</span><time className="row-time" dateTime={hit.at}>{shortMoment(hit.at, nowMs, locale, zone)}</time></span>
      <span className="row-line"><span className="row-subject"><Marked {...hit.subject} /></span>{hit.life === 'open' ? null : <span className="tag"><span>{texts.lives[hit.life]}</span></span>}</span>
      <span className="row-snippet"><Marked {...hit.headline} /></span>
    </a>
  );
});

const scrollIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

function Marked({ text, marks }: SearchHit['subject']) {
  const pieces: { text: string; isMark: boolean }[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) pieces.push({ text: text.slice(at, start), isMark: false });
    pieces.push({ text: text.slice(start, end), isMark: true });
    at = end;
  }
  pieces.push({ text: text.slice(at), isMark: false });
  return <>{pieces.map((piece, index) => (piece.isMark ? <mark key={index}>{piece.text}</mark> : piece.text))}</>;
}

function Operators() {
  const { texts } = usePreferences();
  return (
    <dl className="operators">
      {Object.entries(texts.operators).map(([sign, meaning]) => <div key={sign}><dt><code>{sign}</code></dt><dd>{meaning}</dd></div>)}
    </dl>
  );
}
