import { useEffect } from 'react';
import { MenuItem } from 'react-aria-components';
import type { ConversationRow } from '../../api/desk.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { useDesk } from '../desk-context.tsx';
import { viewTitle } from '../views/view-title.ts';
import { ConversationList } from './conversation-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { keptAmong } from './selection.ts';
import type { useRows } from './use-rows.ts';

interface Props { readonly list: ReturnType<typeof useRows> & { readonly rows: readonly ConversationRow[] }; readonly onActed: (ids: readonly number[]) => void }

/** The middle pane: what the view holds. */
export function ListPane({ list, onActed }: Props) {
  const { texts } = usePreferences();
  const { view, viewKey, sort, setSearch, selection, setSelection, setViewsOpen, goToView } = useDesk();
  const { rows } = list;
  useEffect(() => setSelection((before) => keptAmong(before, rows.map(({ id }) => id))), [rows, setSelection]);
  const title = view ? viewTitle(view, texts) : viewTitle({ key: viewKey, name: '', id: null }, texts);
  return (
    <section className="list-pane" aria-label={title}>
      <header className="list-head">
        <span className="narrow-only"><IconButton label={texts.views} onPress={() => setViewsOpen(true)}><Icon name="menu" /></IconButton></span>
        <h1>{title}</h1>
        <PopMenu label={texts.sortBy} icon={<Icon name="sort" />} menu={{ selectionMode: 'single', selectedKeys: [sort], disallowEmptySelection: true, onSelectionChange: (keys) => { if (keys !== 'all') setSearch({ sort: [...keys][0] }); } }}>
          {() => (['newest', 'waiting'] as const).map((one) => <MenuItem key={one} id={one} className="menu-item">{({ isSelected }) => <><span className="choice-on">{isSelected ? '✓' : ''}</span>{texts.sorts[one]}</>}</MenuItem>)}
        </PopMenu>
      </header>
      {selection.ids.size > 0 ? <SelectionBar rows={rows} onActed={onActed} /> : <FilterBar sort={sort} />}
      {list.isPending ? <Skeletons rows={8} label={texts.loading} />
        : list.isError && rows.length === 0 ? <Failure error={list.error} onRetry={() => void list.refetch()} />
          : rows.length === 0 ? <Empty title={texts.emptyTitle}><p>{texts.emptyViews[viewKey] ?? texts.emptyFiltered}</p>{viewKey === 'mine' ? <Button onPress={() => goToView('unassigned')}>{texts.goTo(texts.viewNames.unassigned)}</Button> : null}</Empty>
            : <ConversationList rows={rows} hasMore={list.hasNextPage} isLoadingMore={list.isFetchingNextPage} loadMore={() => void list.fetchNextPage()} />}
    </section>
  );
}
