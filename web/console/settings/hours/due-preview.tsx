import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { CalendarDefinition, Due } from '#dialects/native/schemas/calendars.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { durationText, shortMoment } from '../../design/time-text.ts';

/** What these hours mean for a mail that arrives now; also of hours that are only being written. Says nothing while they make no sense. */
export function DuePreview({ channelId, calendar }: { channelId?: number; calendar?: CalendarDefinition }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const json = useDeferredValue(JSON.stringify({ ...(channelId === undefined ? {} : { channelId }), ...(calendar ? { calendar } : {}) }));
  const { data } = useQuery({ queryKey: ['calendars', 'due', json], retry: false, placeholderData: keepPreviousData, queryFn: ({ signal }) => request<Due>('/calendars/due', { method: 'POST', json: JSON.parse(json) as object, signal }) });
  if (!data) return null;
  const at = (instant: string): string => shortMoment(instant, nowMs, locale, zone);
  return (
    <div className="notice plain due" role="status">
      <span>{texts.dueTitle} {data.phase === 'open' ? texts.dueOpen : data.opensAt === null ? texts.dueClosed : texts.dueOpens(at(data.opensAt))}</span>
      <span>{data.goalSeconds === null ? texts.dueNoGoal : `${texts.dueTitle} ${data.dueAt === null ? texts.dueNever : texts.dueAt(at(data.dueAt), durationText(data.goalSeconds, locale))}`}</span>
    </div>
  );
}
