import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { ConversationRow } from '../../api/desk.ts';
import { agentsQuery, labelsQuery } from '../../api/people.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { useDesk } from '../desk-context.tsx';
import { ListRow } from './list-row.tsx';
import { extended, toggled } from './selection.ts';
import './list.css';

const rowPixels = 76;
const loadAhead = 15;

interface Props {
  readonly rows: readonly ConversationRow[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** As many rows in the document as fit on the screen, whatever the length. One stop for Tab; the active row is told by aria-activedescendant. */
export function ConversationList({ rows, hasMore, isLoadingMore, loadMore }: Props) {
  const texts = useTexts();
  const { activeId, setActive, selection, setSelection, open, openId } = useDesk();
  const { data: agents } = useQuery(agentsQuery);
  const { data: labels } = useQuery(labelsQuery);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPixels, overscan: 8, getItemKey: (at) => rows[at]?.id ?? at });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !isLoadingMore && lastShown >= rows.length - loadAhead) loadMore();
  }, [hasMore, isLoadingMore, lastShown, rows.length, loadMore]);

  const activeAt = rows.findIndex((row) => row.id === activeId);
  const activeIndex = useRef(activeAt);
  useLayoutEffect(() => { activeIndex.current = activeAt; });
  // Where the person goes, not where live changes push the row to.
  useEffect(() => {
    if (activeIndex.current >= 0) virtual.scrollToIndex(activeIndex.current, { align: 'auto' });
  }, [activeId, virtual]);

  // What comes in above leaves the row that one reads where it is, unless one stands at the top.
  const read = useRef<{ readonly id: number; readonly at: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !read.current) return;
    const { id, at } = read.current;
    const now = rows[at]?.id === id ? at : rows.findIndex((row) => row.id === id);
    if (now >= 0 && now !== at) {
      read.current = { id, at: now };
      element.scrollTop += (now - at) * rowPixels;
    }
  }, [rows]);

  const order = (): number[] => rows.map((row) => row.id);
  const press = (row: ConversationRow, event: MouseEvent): void => {
    if (event.shiftKey) return setSelection((before) => extended(before, row.id, order()));
    if (event.ctrlKey || event.metaKey) return setSelection((before) => toggled(before, row.id));
    setActive(row.id);
    open(row.id);
  };
  // The same functions for as long as the list stands: while it scrolls, only rows that come in are rendered.
  const latestPress = useRef(press);
  useLayoutEffect(() => { latestPress.current = press; });
  const onPress = useCallback((row: ConversationRow, event: MouseEvent): void => latestPress.current(row, event), []);
  const onToggle = useCallback((id: number): void => setSelection((before) => toggled(before, id)), [setSelection]);
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -rows.length, End: rows.length }[event.key];
    if (step !== undefined) {
      const next = rows[Math.max(0, Math.min(rows.length - 1, (activeAt < 0 ? (step > 0 ? -1 : 0) : activeAt) + step))];
      if (next) {
        if (event.shiftKey) setSelection((before) => extended(before.anchor === null && activeId !== null ? toggled(before, activeId) : before, next.id, order()));
        setActive(next.id);
      }
    } else if (event.key === 'Enter' && activeId !== null) open(activeId);
    else if (event.key === ' ' && activeId !== null) setSelection((before) => toggled(before, activeId));
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller} className="list" id="conversation-list" role="listbox" aria-multiselectable="true" aria-label={texts.conversations} tabIndex={0}
      onScroll={({ currentTarget: { scrollTop } }) => {
        const at = Math.floor(scrollTop / rowPixels);
        const row = rows[at];
        read.current = scrollTop < rowPixels / 2 || !row ? null : { id: row.id, at };
      }}
      aria-activedescendant={activeAt >= 0 && items.some(({ index }) => index === activeAt) ? `row-${activeId}` : undefined} onKeyDown={keys}
    >
      <div className="list-inner" role="presentation" style={{ blockSize: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <ListRow
              key={row.id} row={row} top={item.start} position={item.index + 1} size={hasMore ? -1 : rows.length} isActive={row.id === activeId} isOpen={row.id === openId}
              isSelected={selection.ids.has(row.id)} hasSelection={selection.ids.size > 0} agents={agents} labels={labels} onPress={onPress} onToggle={onToggle}
            />
          );
        })}
      </div>
      {isLoadingMore ? <p className="list-more" role="presentation">{texts.loading}</p> : null}
    </div>
  );
}
