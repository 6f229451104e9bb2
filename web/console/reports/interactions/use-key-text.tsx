import { useQuery } from '@tanstack/react-query';
import { agentsQuery, channelsQuery, labelsQuery, teamsQuery } from '../../api/people.ts';
import type { Split } from '../report-address.ts';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

/** What a key of a split is called; null: there is none. */
export function useKeyText(split: Split | undefined, key: string | undefined): string | null {
  const texts = useReportTexts();
  const { day } = useFigureText();
  const agents = useQuery({ ...agentsQuery, enabled: split === 'agent' });
  const teams = useQuery({ ...teamsQuery, enabled: split === 'team' });
  const channels = useQuery({ ...channelsQuery, enabled: split === 'channel' });
  const labels = useQuery({ ...labelsQuery, enabled: split === 'label' });
  if (split === undefined || key === undefined) return null;
  if (key === '') return split === 'agent' || split === 'team' ? texts.nobody : texts.noName;
  const named = (items: readonly { readonly id: number; readonly name: string }[] | undefined): string => items?.find(({ id }) => String(id) === key)?.name ?? `${texts.splitNames[split]} ${key}`;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(key);
  switch (split) {
    case 'agent': return named(agents.data);
    case 'team': return named(teams.data);
    case 'channel': return named(channels.data);
    case 'label': return named(labels.data);
    case 'contact': return `${texts.splitNames['contact']} ${key}`;
    case 'domain': return key;
    case 'direction': return key === 'inbound' || key === 'outbound' || key === 'internal' ? texts.threadTypes[key] : key;
    case 'day': return isDate ? day(key, { dateStyle: 'full' }) : key;
    case 'week': return isDate ? texts.weekOf(day(key, { dateStyle: 'long' })) : key;
    case 'month': return /^\d{4}-\d{2}$/.test(key) ? day(`${key}-01`, { month: 'long', year: 'numeric' }) : key;
    case 'hour-weekday': {
      const [weekday, hour] = key.split('-').map(Number);
      if (!Number.isInteger(weekday) || !Number.isInteger(hour) || weekday! < 0 || weekday! > 6) return key;
      const at = (one: number): string => `${String(one % 24).padStart(2, '0')}:00`;
      return `${day(`1970-01-${String(weekday! + 5).padStart(2, '0')}`, { weekday: 'long' })} ${texts.hour(at(hour!), at(hour! + 1))}`;
    }
  }
}
