import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ComponentProps } from 'react';
import { conversationQuery, viewsQuery } from '../api/desk.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission, useSession } from '../app/use-session.ts';
import { announce } from '../design/announcer.ts';
import { lazyPart } from '../design/lazy-part.ts';
import { Shell } from '../app/shell.tsx';
import { useLive } from '../live/live-provider.tsx';
import { isUntouched, setupQuery } from '../settings/setup/setup-query.ts';
import { ActionMenus } from './actions/action-menus.tsx';
import type { NewMail, NewMessage } from './composer/new-message.tsx';
import { filterOf, readDeskSearch, type DeskSearch } from './desk-address.ts';
import { DeskProvider, type ActionMenu, type ComposerKind, type DeskCursor, type DeskPlace } from './desk-context.tsx';
import { ListPane } from './list/list-pane.tsx';
import { SearchPane } from './list/search-pane.tsx';
import { noSelection, type Selection } from './list/selection.ts';
import { useRows } from './list/use-rows.ts';
import { OutboxPane } from './outbox/outbox-pane.tsx';
import { neighbourOf } from './neighbour-of.ts';
import { ThreadPane } from './thread/thread-pane.tsx';
import { useLookAhead } from './use-look-ahead.ts';
import { useDeskCommands } from './use-desk-commands.tsx';
import { viewTitle } from './views/view-title.ts';
import { ViewsPane } from './views/views-pane.tsx';
import './desk.css';

const noFilter = {};
/** One element for good: the pane is drawn anew only where something in it changes. */
const viewsPane = <ViewsPane />;
/** What few people see on a day comes when it is wanted. */
const firstRun = lazyPart<{ onMenu: () => void; onLater: () => void }>(() => import('../settings/setup/first-run.tsx').then(({ FirstRun }) => FirstRun));
const newMessage = lazyPart<ComponentProps<typeof NewMessage>>(() => import('./composer/new-message.tsx').then((part) => part.NewMessage));

/** The page people work in: views, list, thread. Where one is stands in the address. */
export function DeskPage() {
  const { texts, preferences, change } = usePreferences();
  const may = usePermission();
  const session = useSession();
  const live = useLive();
  const navigate = useNavigate();
  const params: { view?: string; conversation?: string } = useParams({ strict: false });
  const rawSearch: Record<string, unknown> = useSearch({ strict: false });
  const viewKey = params.view ?? 'mine';
  const addressId = params.conversation !== undefined && /^\d{1,16}$/.test(params.conversation) ? Number(params.conversation) : null;
  /** Where one is on the way to: the page shows it at once, the address follows when the router is done. */
  const [ahead, setAhead] = useState<{ readonly view: string; readonly id: number | null } | null>(null);
  if (ahead !== null && (ahead.view !== viewKey || ahead.id === addressId)) setAhead(null);
  const openId = ahead !== null && ahead.view === viewKey ? ahead.id : addressId;
  const searchText = JSON.stringify(rawSearch);
  const search = useMemo(() => readDeskSearch(JSON.parse(searchText) as Record<string, unknown>), [searchText]);
  const { data: views } = useQuery(viewsQuery);
  const view = views?.find(({ key }) => key === viewKey) ?? null;
  const { data: opened } = useQuery({ ...conversationQuery(openId ?? 0), enabled: openId !== null });
  const isSearch = viewKey === 'search';
  const isOutbox = viewKey === 'outbox';
  const { data: setup } = useQuery({ ...setupQuery, enabled: ({ state }) => preferences.showFirstRun && may('account.write') && (state.data === undefined || isUntouched(state.data)) });
  const isFirstRun = setup !== undefined && preferences.showFirstRun && isUntouched(setup) && openId === null && !isOutbox;
  const filter = useMemo(() => filterOf(view?.filter ?? noFilter, search), [view?.filter, search]);
  const sort = search.sort ?? view?.sort ?? 'newest';
  const list = useRows(filter, sort, session.agentId, !isSearch && !isOutbox && view !== null);
  const [hitOrder, setHitOrder] = useState<readonly number[]>([]);
  const order = useMemo(() => (isSearch || isOutbox ? hitOrder : list.rows.map(({ id }) => id)), [isSearch, isOutbox, hitOrder, list.rows]);

  const [active, setActive] = useState<number | null>(null);
  const [selection, setSelectionState] = useState<Selection>(noSelection);
  const [composing, setComposing] = useState<DeskCursor['composing']>(null);
  /** What is to be written in a conversation that is on its way to open. */
  const [wish, setWish] = useState<{ readonly id: number; readonly kind: ComposerKind } | null>(null);
  const [menu, setMenu] = useState<ActionMenu | null>(null);
  const [isViewsOpen, setViewsOpen] = useState(false);
  /** The mail that is being written; null within: an empty one. */
  const [written, setWritten] = useState<{ readonly initial: NewMail | null } | null>(null);
  const activeId = openId ?? active;

  // Another list: what was chosen in the one before is not meant here.
  const listKey = `${viewKey}?${searchText}`;
  const [seenList, setSeenList] = useState(listKey);
  if (seenList !== listKey) {
    setSeenList(listKey);
    setSelectionState(noSelection);
  }
  const [seenOpen, setSeenOpen] = useState(openId);
  if (seenOpen !== openId) {
    setSeenOpen(openId);
    setComposing(wish !== null && wish.id === openId ? { kind: wish.kind, messageId: null, turn: 0 } : null);
    setWish(null);
    if (openId !== null) setActive(openId);
  }

  useEffect(() => live.view(openId), [live, openId]);
  useEffect(() => {
    const what = openId === null ? viewTitle(view ?? { key: viewKey, name: '', id: null }, texts) : opened?.subject || `#${openId}`;
    document.title = `${what} · Patchbay`;
  }, [openId, opened, view, viewKey, texts]);

  const open = useCallback((id: number | null) => {
    const mine = { view: viewKey, id };
    setAhead(mine);
    // Whatever became of it, the address has the last word.
    void navigate(id === null
      ? { to: '/$view', params: { view: viewKey }, search: (before: Record<string, unknown>) => before }
      : { to: '/$view/$conversation', params: { view: viewKey, conversation: String(id) }, search: (before: Record<string, unknown>) => before },
    ).finally(() => setAhead((now) => (now === mine ? null : now)));
  }, [navigate, viewKey]);
  const latestOpenId = useRef(openId);
  useLayoutEffect(() => { latestOpenId.current = openId; });
  const setSearch = useCallback((change: Partial<Record<keyof DeskSearch, unknown>>) => {
    const at = latestOpenId.current;
    void navigate({ to: at === null ? '/$view' : '/$view/$conversation', params: { view: viewKey, conversation: String(at) }, search: (before: Record<string, unknown>) => ({ ...before, ...change }), replace: true });
  }, [navigate, viewKey]);
  const goToView = useCallback((key: string) => {
    void navigate({ to: '/$view', params: { view: key }, search: {} });
    setTimeout(() => document.getElementById(key === 'search' ? 'search-input' : 'conversation-list')?.focus(), 60);
  }, [navigate]);
  const setSelection = useCallback((change: (before: Selection) => Selection) => setSelectionState(change), []);
  const turn = useRef(0);
  const compose = useCallback((kind: ComposerKind | null, messageId?: number) => setComposing(kind === null ? null : { kind, messageId: messageId ?? null, turn: (turn.current += 1) }), []);
  const openToWrite = useCallback((id: number, kind: ComposerKind) => {
    setWish({ id, kind });
    open(id);
  }, [open]);
  const targets = useMemo(() => (selection.ids.size > 0 ? [...selection.ids] : activeId === null ? [] : [activeId]), [selection, activeId]);

  /** What was acted on leaves the list: the next one takes its place, so that one goes on without looking for it. */
  const onActed = useCallback((ids: readonly number[]) => {
    const gone = new Set(ids);
    const next = neighbourOf(order, activeId, gone);
    setSelectionState(noSelection);
    if (activeId === null || !gone.has(activeId)) return;
    setActive(next);
    if (openId !== null && gone.has(openId)) open(next);
    if (next === null) announce(texts.listDone);
  }, [order, activeId, openId, open, texts]);

  const place = useMemo((): DeskPlace => ({
    viewKey, view, search, filter, sort, setActive, setSelection, open, setSearch, goToView, compose, openToWrite, setMenu, setViewsOpen,
  }), [viewKey, view, search, filter, sort, setSelection, open, setSearch, goToView, compose, openToWrite]);
  const cursor = useMemo((): DeskCursor => ({ openId, activeId, selection, composing, menu, targets }), [openId, activeId, selection, composing, menu, targets]);
  useLookAhead(order, activeId, openId);
  useDeskCommands({ ...place, ...cursor }, order, onActed, () => setWritten({ initial: null }));
  const closeViews = useCallback(() => setViewsOpen(false), []);

  return (
    <DeskProvider place={place} cursor={cursor}>
      <Shell isViewsOpen={isViewsOpen} onViewsClose={closeViews} views={viewsPane}>
        {isFirstRun ? <Suspense><firstRun.Part onMenu={() => setViewsOpen(true)} onLater={() => change({ showFirstRun: false })} /></Suspense> : (
          <div className={`desk${openId === null ? '' : ' has-open'}`}>
            {isSearch ? <SearchPane onOrder={setHitOrder} /> : isOutbox ? <OutboxPane onOrder={setHitOrder} /> : <ListPane list={list} onActed={onActed} />}
            {openId === null ? <section className="thread-none" aria-label={texts.conversation}><p>{texts.chooseOne}</p></section> : <ThreadPane id={openId} onActed={onActed} />}
          </div>
        )}
        <ActionMenus onActed={onActed} />
        {written ? <Suspense><newMessage.Part initial={written.initial} onClose={() => setWritten(null)} onUndone={(initial) => setWritten({ initial })} /></Suspense> : null}
      </Shell>
    </DeskProvider>
  );
}
