import { useQuery } from '@tanstack/react-query';
import { Header, Menu, MenuItem, MenuSection, Popover, SubmenuTrigger } from 'react-aria-components';
import type { Sort } from '../../api/desk.ts';
import { agentsQuery, channelsQuery, labelsQuery, teamsQuery } from '../../api/people.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { hasFilters, type DeskSearch } from '../desk-address.ts';
import { useDeskPlace } from '../desk-context.tsx';
import { SaveView } from '../views/save-view.tsx';

type FilterKey = 'assignee' | 'team' | 'channel' | 'label' | 'priority' | 'unread' | 'turn' | 'life';

/** The filters that the address holds over the view, each with a way out; and the menu that adds one. */
export function FilterBar({ sort }: { sort: Sort }) {
  const { texts } = usePreferences();
  const { search, setSearch } = useDeskPlace();
  const filterTexts = useFilterTexts();
  const set = (Object.keys(search) as (keyof DeskSearch)[]).filter((key): key is FilterKey => key !== 'q' && key !== 'sort' && search[key] !== undefined);
  return (
    <div className="list-tools">
      {set.map((key) => (
        <button key={key} type="button" className="filter-chip" aria-label={texts.removeFilter(filterTexts.chip(key, search))} onClick={() => setSearch({ [key]: undefined })}>
          <span>{filterTexts.chip(key, search)}</span><Icon name="close" size={12} />
        </button>
      ))}
      {set.length === 0 ? <span>{texts.sorts[sort]}</span> : null}
      <span className="spring" />
      {hasFilters(search) ? <SaveView /> : null}
      <PopMenu label={texts.filter}>
        {() => (
          <>
            <MenuItem className="menu-item" onAction={() => setSearch({ unread: true })}>{texts.unread}</MenuItem>
            <MenuSection>
              <Header className="menu-head">{texts.filterBy}</Header>
              {filterTexts.groups.map(({ key, title, choices }) => (
                <SubmenuTrigger key={key}>
                  <MenuItem className="menu-item"><span>{title}</span><span className="end"><Icon name="next" size={12} /></span></MenuItem>
                  <Popover className="popover">
                    <Menu className="menu" aria-label={title}>
                      {choices.map((choice) => <MenuItem key={String(choice.value)} className="menu-item" onAction={() => setSearch({ [key]: choice.value })}>{choice.text}</MenuItem>)}
                    </Menu>
                  </Popover>
                </SubmenuTrigger>
              ))}
            </MenuSection>
          </>
        )}
      </PopMenu>
    </div>
  );
}

function useFilterTexts() {
  const { texts } = usePreferences();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: labels = [] } = useQuery(labelsQuery);
  const { data: channels = [] } = useQuery(channelsQuery);
  const named = (list: readonly { readonly id: number; readonly name: string }[]) => list.map(({ id, name }) => ({ value: id as unknown, text: name }));
  const groups: { key: FilterKey; title: string; choices: { value: unknown; text: string }[] }[] = [
    { key: 'assignee', title: texts.assignee, choices: [{ value: 'me', text: texts.me }, { value: 'nobody', text: texts.nobody }, ...named(agents.filter((agent) => !agent.isDiscovered && agent.deactivatedAt === null))] },
    { key: 'label', title: texts.label, choices: named(labels) },
    { key: 'channel', title: texts.channel, choices: named(channels) },
    { key: 'team', title: texts.team, choices: named(teams) },
    { key: 'priority', title: texts.priority, choices: [4, 3, 2, 1, 0].map((value) => ({ value, text: texts.priorities[value] ?? '' })) },
    { key: 'turn', title: texts.turn, choices: (['agent', 'customer'] as const).map((value) => ({ value, text: texts.turns[value] })) },
    { key: 'life', title: texts.life, choices: (['open', 'snoozed', 'resolved', 'closed', 'spam'] as const).map((value) => ({ value: [value], text: texts.lives[value] })) },
  ].filter(({ choices }) => choices.length > 0) as never;
  const chip = (key: FilterKey, search: DeskSearch): string => {
    if (key === 'unread') return search.unread === true ? texts.unread : texts.readOnly;
    if (key === 'life') return (search.life ?? []).map((one) => texts.lives[one]).join(', ');
    const group = groups.find((one) => one.key === key);
    return `${group?.title ?? key}: ${group?.choices.find((choice) => choice.value === search[key])?.text ?? '…'}`;
  };
  return { groups, chip };
}
