import { useId, useState } from 'react';
import type { Calendar, CalendarSet, WeeklyHours } from '#dialects/native/schemas/calendars.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { ZoneField } from '../zone-field.tsx';
import { DuePreview } from './due-preview.tsx';
import { HolidaysFile } from './holidays-file.tsx';
import { HoursEffect } from './hours-effect.tsx';
import { useHoursTexts } from './use-hours-texts.tsx';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof days)[number];
const usualWeek: WeeklyHours = Object.fromEntries(days.slice(0, 5).map((day) => [day, [['09:00', '17:00']]]));

/** Hours of the account, of a channel or of a queue: `path` is where they are kept, `startsAs` what one without any begins with. No reply time is counted by those of a queue. */
export function HoursForm({ calendar, path, channelId, isOfQueue = false, startsAs, onSaved }: { calendar: Calendar | null; path: string; channelId?: number; isOfQueue?: boolean; startsAs?: Calendar | null; onSaved?: () => void }) {
  const { texts } = usePreferences();
  const { account } = useSession();
  const may = usePermission();
  const own = useHoursTexts();
  const holidaysId = useId();
  const current = calendar?.versions.at(-1);
  const start = current ?? startsAs?.versions.at(-1);
  const [zone, setZone] = useState(start?.zone ?? account.zone);
  const [hours, setHours] = useState<WeeklyHours>(start?.hours ?? {});
  const [holidays, setHolidays] = useState((start?.holidays ?? []).join('\n'));
  const [fromBeginning, setFromBeginning] = useState(false);
  const { save, isBusy, problem } = useSave('calendars', 'channels', 'setup', 'queues');
  const put = (day: Day, spans: [string, string][]): void => setHours((before) => ({ ...before, [day]: spans }));
  const written = { zone, hours: Object.fromEntries(Object.entries(hours).filter(([, spans]) => spans.length > 0)), holidays: holidays.split(/[\s,]+/).filter((one) => one !== '') };
  const keep = (): Promise<void> => save(() => request<CalendarSet>(path, { method: 'PUT', json: { ...written, ...(fromBeginning ? { fromBeginning } : {}) } }), { said: texts.hoursSaved, ...(onSaved ? { after: onSaved } : {}) });
  const hasHours = Object.keys(written.hours).length > 0;
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <Problem text={problem} />
      {current || channelId !== undefined || isOfQueue ? null : <p className="hint">{texts.noHours}</p>}
      <ZoneField label={texts.zone} isRequired value={zone} onChange={setZone} />
      <Section title={texts.week} action={hasHours || !may('calendars.write') ? null : <Button kind="quiet" onPress={() => setHours(usualWeek)}>{texts.usualWeek}</Button>}>
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
                      {to !== '24:00' && to <= from ? <span className="hint">{own.overnight}</span> : null}
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
      <div className="field"><label htmlFor={holidaysId}>{texts.holidays}</label><textarea id={holidaysId} className="input" rows={4} value={holidays} placeholder="2026-12-25" onChange={(event) => setHolidays(event.target.value)} aria-describedby={`${holidaysId}-hint`} /><span id={`${holidaysId}-hint`} className="hint">{texts.holidaysHint}</span></div>
      {may('calendars.write') ? <HolidaysFile held={written.holidays} onTake={(taken) => setHolidays([...new Set([...written.holidays, ...taken])].toSorted().join('\n'))} /> : null}
      {current && !isOfQueue ? <label className="check"><input type="checkbox" checked={fromBeginning} onChange={(event) => setFromBeginning(event.target.checked)} />{texts.fromBeginning}</label> : null}
      {isOfQueue ? null : <DuePreview {...(channelId === undefined ? {} : { channelId })} {...(hasHours ? { calendar: written } : {})} />}
      {isOfQueue || !hasHours ? null : <HoursEffect {...(channelId === undefined ? {} : { channelId })} calendar={written} />}
      {may('calendars.write') ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div> : null}
    </form>
  );
}
