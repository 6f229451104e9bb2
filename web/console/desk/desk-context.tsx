import { createContext, use } from 'react';
import type { ConversationFilter, Sort, View } from '../api/desk.ts';
import type { DeskSearch } from './desk-address.ts';
import type { Selection } from './list/selection.ts';

export type ComposerKind = 'reply' | 'note' | 'forward';
export type ActionMenu = 'assign' | 'labels' | 'snooze' | 'priority' | 'merge' | 'team' | 'macro';

/** What the parts of the desk share: where one is, what is chosen, what opens. */
export interface DeskState {
  readonly viewKey: string;
  readonly view: View | null;
  readonly search: DeskSearch;
  readonly filter: ConversationFilter;
  readonly sort: Sort;
  readonly openId: number | null;
  readonly activeId: number | null;
  readonly selection: Selection;
  readonly setActive: (id: number | null) => void;
  readonly setSelection: (change: (before: Selection) => Selection) => void;
  readonly open: (id: number | null) => void;
  readonly setSearch: (change: Partial<Record<keyof DeskSearch, unknown>>) => void;
  readonly goToView: (key: string) => void;
  /** Asks the composer of the open conversation to come up; null: to go. */
  readonly compose: (kind: ComposerKind | null, messageId?: number) => void;
  /** Opens a conversation with the composer up. */
  readonly openToWrite: (id: number, kind: ComposerKind) => void;
  readonly composing: { readonly kind: ComposerKind; readonly messageId: number | null; readonly turn: number } | null;
  /** The chooser that is open, over what `targets` gives. */
  readonly menu: ActionMenu | null;
  readonly setMenu: (menu: ActionMenu | null) => void;
  /** The chosen rows, else the open conversation, else the active row. */
  readonly targets: readonly number[];
  readonly isViewsOpen: boolean;
  readonly setViewsOpen: (isOpen: boolean) => void;
}

const Context = createContext<DeskState | null>(null);
export const DeskProvider = Context.Provider;

export function useDesk(): DeskState {
  const state = use(Context);
  if (!state) throw new Error('DeskProvider is missing');
  return state;
}
