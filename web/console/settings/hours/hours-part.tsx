import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Calendar, Calendars, CalendarSet, WeeklyHours } from '#dialects/native/schemas/calendars.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof days)[number];

/** When the account is open, in its zone, and the days on which it is not. */
export function HoursPart() {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery({ queryKey: ['calendars'], queryFn: () => request<Calendars>('/calendars').then(({ items }) => items) });
  if (isPending) return <Skeletons rows={5} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const calendar = data.find(({ isDefault }) => isDefault) ?? null;
  return <div className="settings-body"><HoursForm key={calendar?.versions.length ?? 0} calendar={calendar} /></div>;
}

function HoursForm({ calendar }: { calendar: Calendar | null }) {
  const { texts } = usePreferences();
  const { account } = useSession();
  const may = usePermission();
  const current = calendar?.versions.at(-1);
  const [zone, setZone] = useState(current?.zone ?? account.zone);
  const [hours, setHours] = useState<WeeklyHours>(current?.hours ?? {});
  const [holidays, setHolidays] = useState((current?.holidays ?? []).join('\n'));
  const [fromBeginning, setFromBeginning] = useState(false);
  const { save, isBusy, problem } = useSave('calendars');
  const put = (day: Day, spans: [string, string][]): void => setHours((before) => ({ ...before, [day]: spans }));
  const keep = (): Promise<void> => save(() => request<CalendarSet>('/calendars/default', { method: 'PUT', json: {
    zone, hours: Object.fromEntries(Object.entries(hours).filter(([, spans]) => spans.length > 0)), holidays: holidays.split(/[\s,]+/).filter((one) => one !== ''), ...(fromBeginning ? { fromBeginning } : {}),
  } }), { said: texts.hoursSaved });
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <Problem text={problem} />
      {current ? null : <p className="hint">{texts.noHours}</p>}
      <Field label={texts.zone} isRequired value={zone} onChange={setZone} maxLength={100} />
      <Section title={texts.week}>
        <div className="hours">
          {days.map((day) => {
            const spans = hours[day] ?? [];
            return (
              <div key={day} className="hours-day" role="group" aria-label={texts.days[day]}>
                <span className="hours-name">{texts.days[day]}</span>
                <span className="spans">
                  {spans.length === 0 ? <span className="hint">{texts.closedDay}</span> : null}
                  {spans.map(([from, to], at) => (
                    <span key={at} className="span">
                      <input className="input" type="time" required aria-label={`${texts.days[day]}, ${texts.from}`} value={from} onChange={(event) => put(day, spans.map((one, index) => (index === at ? [event.target.value, one[1]] : one)))} />
                      <span>–</span>
                      <input className="input" type="time" required aria-label={`${texts.days[day]}, ${texts.until}`} value={to === '24:00' ? '00:00' : to} onChange={(event) => put(day, spans.map((one, index) => (index === at ? [one[0], event.target.value === '00:00' ? '24:00' : event.target.value] : one)))} />
                      <IconButton label={`${texts.remove}: ${texts.days[day]} ${from}`} onPress={() => put(day, spans.filter((_, index) => index !== at))}><Icon name="close" size={12} /></IconButton>
                    </span>
                  ))}
                  <IconButton label={`${texts.addSpan}: ${texts.days[day]}`} onPress={() => put(day, [...spans, spans.length === 0 ? ['09:00', '17:00'] : ['18:00', '20:00']])}><Icon name="plus" size={14} /></IconButton>
                </span>
              </div>
            );
          })}
        </div>
      </Section>
      <div className="field"><label htmlFor="holidays">{texts.holidays}</label><textarea id="holidays" className="input" rows={4} value={holidays} placeholder="2026-12-25" onChange={(event) => setHolidays(event.target.value)} aria-describedby="holidays-hint" /><span id="holidays-hint" className="hint">{texts.holidaysHint}</span></div>
      {current ? <label className="check"><input type="checkbox" checked={fromBeginning} onChange={(event) => setFromBeginning(event.target.checked)} />{texts.fromBeginning}</label> : null}
      {may('calendars.write') ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div> : null}
    </form>
  );
}
