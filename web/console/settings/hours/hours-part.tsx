import { useQuery } from '@tanstack/react-query';
import type { Calendars } from '#dialects/native/schemas/calendars.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { HoursForm } from './hours-form.tsx';
import { LeaveSection } from './leave-section.tsx';

export const calendarsQuery = { queryKey: ['calendars'], queryFn: () => request<Calendars>('/calendars').then(({ items }) => items) };

/** When the account is open, in its zone, and the days on which it is not. */
export function HoursPart() {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery(calendarsQuery);
  if (isPending) return <Skeletons rows={5} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const calendar = data.find(({ isDefault }) => isDefault) ?? null;
  return <div className="settings-body"><HoursForm key={calendar?.versions.length ?? 0} calendar={calendar} path="/calendars/default" /><LeaveSection /></div>;
}
