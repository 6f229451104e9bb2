import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Calendars } from '#dialects/native/schemas/calendars.ts';
import type { SlaHours } from '#dialects/native/schemas/sla-hours.ts';
import { channelsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { longMoment } from '../../design/time-text.ts';
import { calendarsQuery } from '../hours/hours-part.tsx';
import { Check, Choice, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Which hours were promised to customers: one of the account's calendars, or none. */
export function SlaHoursForm() {
  const { data: held } = useQuery({ queryKey: ['sla-hours'], queryFn: ({ signal }) => request<SlaHours>('/account/sla-hours', { signal }) });
  const { data: calendars } = useQuery(calendarsQuery);
  return held && calendars ? <Form key={JSON.stringify(held)} held={held} calendars={calendars} /> : null;
}

function Form({ held, calendars }: { held: SlaHours; calendars: Calendars['items'] }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const canWrite = usePermission()('settings.write');
  const { data: channels = [] } = useQuery(channelsQuery);
  const { save, isBusy, problem } = useSave('sla-hours');
  const [chosen, setChosen] = useState(String(held.calendarId ?? ''));
  const [fromBeginning, setFromBeginning] = useState(false);
  const nameOf = ({ id, isDefault, channelIds }: Calendars['items'][number]): string => {
    const names = channels.filter((channel) => channelIds.includes(channel.id)).map(({ name }) => name);
    return isDefault ? texts.slaHoursAccount : names.length > 0 ? names.join(', ') : texts.slaHoursOther(id);
  };
  const calendarId = chosen === '' ? null : Number(chosen);
  const keep = (): void => void save(() => request<SlaHours>('/account/sla-hours', { method: 'PUT', json: { calendarId, ...(fromBeginning && { fromBeginning }) } }), { said: texts.slaHoursSaved });
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <Section title={texts.slaHours}>
        <p className="hint">{texts.slaHoursHint}</p>
        {held.validFrom === null ? null : <p className="hint">{texts.slaHoursSince(longMoment(held.validFrom, locale, zone))}</p>}
        <fieldset className="plain-set" disabled={!canWrite}>
          <Choice label={texts.slaHoursLabel} value={chosen} onChange={setChosen} choices={[{ value: '', text: texts.slaHoursNone }, ...calendars.map((calendar) => ({ value: String(calendar.id), text: nameOf(calendar) }))]} />
          <Check label={texts.slaHoursFromBeginning} isOn={fromBeginning} onChange={setFromBeginning} />
        </fieldset>
        <Problem text={problem} />
        {canWrite ? <div className="form-actions"><Button type="submit" isDisabled={isBusy || (calendarId === held.calendarId && !fromBeginning)}>{texts.save}</Button></div> : null}
      </Section>
    </form>
  );
}
