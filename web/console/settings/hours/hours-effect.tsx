import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { CalendarDefinition } from '#dialects/native/schemas/calendars.ts';
import type { HoursEffect as Effect } from '#dialects/native/schemas/hours-effect.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { durationText } from '../../design/time-text.ts';
import { useHoursTexts } from './use-hours-texts.tsx';

/** The answers of the last month as the reports have them, and as these hours would count them. Says nothing while they make no sense. */
export function HoursEffect({ channelId, calendar }: { channelId?: number; calendar: CalendarDefinition }) {
  const { locale } = usePreferences();
  const texts = useHoursTexts();
  const may = usePermission();
  const json = useDeferredValue(JSON.stringify({ calendar, ...(channelId === undefined ? {} : { channelId }) }));
  const { data } = useQuery({
    queryKey: ['calendars', 'effect', json], retry: false, placeholderData: keepPreviousData, enabled: may('reports.read'),
    queryFn: ({ signal }) => request<Effect>('/calendars/effect', { method: 'POST', json: JSON.parse(json) as object, signal }),
  });
  if (!data) return null;
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const span = (seconds: number | null): string => (seconds === null ? '–' : durationText(seconds, locale));
  const share = ({ within, over }: Effect['reply']['now']): string => (within + over === 0 ? '–' : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(within / (within + over)));
  const lines: readonly [string, (of: Effect['reply']['now']) => string][] = [[texts.effectMean, (of) => span(of.mean)], [texts.effectMedian, (of) => span(of.median)], [texts.effectGoal, share], [texts.effectZero, (of) => count(of.zero)]];
  const isEmpty = data.firstReply.count + data.reply.count === 0;
  return (
    <div className="notice plain hours-effect" role="status">
      {isEmpty ? <span>{texts.effect(data.days)}: {texts.effectNothing}</span> : (
        <table className="facts-table">
          <caption>{texts.effect(data.days)}</caption>
          <thead><tr><td /><th scope="col">{texts.effectNow}</th><th scope="col">{texts.effectThen}</th></tr></thead>
          <tbody>{([[texts.effectFirst, data.firstReply], [texts.effectReply, data.reply]] as const).flatMap(([name, metric]) => lines.map(([what, write]) => (
            <tr key={`${name} ${what}`}><th scope="row">{name} ({count(metric.count)}), {what}</th><td>{write(metric.now)}</td><td>{write(metric.wanted)}</td></tr>
          )))}</tbody>
        </table>
      )}
      {data.firstReply.isCut || data.reply.isCut ? <span className="hint">{texts.effectCut}</span> : null}
      <span className="hint">{texts.effectHint}</span>
    </div>
  );
}
