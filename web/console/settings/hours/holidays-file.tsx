import { useId, useState } from 'react';
import type { HolidaysFile as Read } from '#dialects/native/schemas/calendars.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { problemText } from '../../design/problem-text.ts';
import { CheckList, Problem } from '../pieces.tsx';
import { useHoursTexts } from './use-hours-texts.tsx';

const bytesMax = 900_000;

/** Holidays of an iCalendar file, to be chosen from. What is on the list already is not offered. */
export function HolidaysFile({ held, onTake }: { held: readonly string[]; onTake: (days: readonly string[]) => void }) {
  const { texts: common, locale } = usePreferences();
  const texts = useHoursTexts();
  const id = useId();
  const [read, setRead] = useState<Read | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const offered = read?.days.filter(({ date }) => !held.includes(date)) ?? [];
  const take = async (file: File): Promise<void> => {
    setRead(null);
    if (file.size > bytesMax) return setProblem(texts.holidaysTooBig);
    try {
      const answer = await request<Read>('/calendars/holidays-file', { method: 'POST', json: { ical: await file.text() } });
      setProblem(null);
      setRead(answer);
      setChosen(new Set(answer.days.map(({ date }) => date)));
    } catch (error) {
      setProblem(problemText(error, common));
    }
  };
  const dayText = (day: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
  const wanted = offered.filter(({ date }) => chosen.has(date)).map(({ date }) => date);
  return (
    <div className="field">
      <label htmlFor={id}>{texts.holidaysFromFile}</label>
      <input id={id} type="file" accept=".ics,text/calendar" onChange={(event) => {
        const file = event.target.files?.[0];
        if (file) void take(file);
        event.target.value = '';
      }} />
      <Problem text={problem} />
      {read === null ? null : (
        <div className="notice plain" role="status">
          <p>{read.days.length === 0 ? texts.holidaysNone : texts.holidaysFound(read.days.length)} {offered.length < read.days.length ? texts.holidaysNewOnly : null} {read.skipped > 0 ? texts.holidaysSkipped(read.skipped) : null}</p>
          {offered.length === 0 ? null : (
            <>
              <span className="form-actions"><Button kind="quiet" onPress={() => setChosen(new Set(offered.map(({ date }) => date)))}>{texts.allOfThem}</Button><Button kind="quiet" onPress={() => setChosen(new Set())}>{texts.noneOfThem}</Button></span>
              <div className="holidays-offered"><CheckList label={texts.holidaysFromFile} chosen={chosen} onChange={setChosen} choices={offered.map(({ date, name }) => ({ value: date, text: name === '' ? dayText(date) : `${dayText(date)}: ${name}` }))} /></div>
              <span className="form-actions"><Button isDisabled={wanted.length === 0} onPress={() => { onTake(wanted); setRead(null); }}>{texts.takeThem(wanted.length)}</Button><Button kind="quiet" onPress={() => setRead(null)}>{common.cancel}</Button></span>
            </>
          )}
        </div>
      )}
    </div>
  );
}
