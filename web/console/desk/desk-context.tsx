import { createContext, use, type ReactNode } from 'react';
import type { ConversationFilter, Sort, View } from '../api/desk.ts';
import type { DeskSearch } from './desk-address.ts';
import type { Selection } from './list/selection.ts';

export type ComposerKind = 'reply' | 'note' | 'forward';
export type ActionMenu = 'assign' | 'labels' | 'snooze' | 'priority' | 'merge' | 'team' | 'macro';

/** Which list one looks at, and what can be done: the same for as long as one stays in it. */
export interface DeskPlace {
  readonly viewKey: string;
  readonly view: View | null;
  readonly search: DeskSearch;
  readonly filter: ConversationFilter;
  readonly sort: Sort;
  readonly setActive: (id: number | null) => void;
  readonly setSelection: (change: (before: Selection) => Selection) => void;
  readonly open: (id: number | null) => void;
  readonly setSearch: (change: Partial<Record<keyof DeskSearch, unknown>>) => void;
  readonly goToView: (key: string) => void;
  /** Asks the composer of the open conversation to come up; null: to go. */
  readonly compose: (kind: ComposerKind | null, messageId?: number) => void;
  /** Opens a conversation with the composer up. */
  readonly openToWrite: (id: number, kind: ComposerKind) => void;
  readonly setMenu: (menu: ActionMenu | null) => void;
  readonly setViewsOpen: (isOpen: boolean) => void;
}

/** Where one stands in it: moves with every key. */
export interface DeskCursor {
  readonly openId: number | null;
  readonly activeId: number | null;
  readonly selection: Selection;
  readonly composing: { readonly kind: ComposerKind; readonly messageId: number | null; readonly turn: number } | null;
  /** The chooser that is open, over what `targets` gives. */
  readonly menu: ActionMenu | null;
  /** The chosen rows, else the open conversation, else the active row. */
  readonly targets: readonly number[];
}

export type DeskState = DeskPlace & DeskCursor;

const Place = createContext<DeskPlace | null>(null);
const Cursor = createContext<DeskCursor | null>(null);

export function DeskProvider({ place, cursor, children }: { place: DeskPlace; cursor: DeskCursor; children: ReactNode }) {
  return <Place value={place}><Cursor value={cursor}>{children}</Cursor></Place>;
}

/** For what does not change from row to row: it is not drawn anew at each step. */
export function useDeskPlace(): DeskPlace {
  const place = use(Place);
  if (!place) throw new Error('DeskProvider is missing');
  return place;
}

export function useDesk(): DeskState {
  const place = useDeskPlace();
  const cursor = use(Cursor);
  if (!cursor) throw new Error('DeskProvider is missing');
  return { ...place, ...cursor };
}
