import { useId, useState } from 'react';
import type { NewReportSchedule, ReportSchedule } from '../../api/scheduled-reports.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Check, CheckList, Choice, Field, focusFirst, Problem, TextField } from '../../settings/pieces.tsx';
import { ZoneField } from '../../settings/zone-field.tsx';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const directions = ['all', 'inbound', 'outbound', 'internal'] as const;

interface Props {
  /** What stands in it at first; null: a new one. */
  readonly initial: Partial<ReportSchedule> | null;
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly submitText: string;
  readonly onSubmit: (schedule: NewReportSchedule) => void;
  readonly onCancel?: () => void;
}

/** What, when and to whom. Filters that were set through the API and have no field here stay as they are. */
export function ScheduleForm({ initial, isBusy, problem, submitText, onSubmit, onCancel }: Props) {
  const { texts, preferences } = usePreferences();
  const session = useSession();
  const filter = initial?.settings?.filter ?? {};
  const [name, setName] = useState(initial?.name ?? '');
  const [type, setType] = useState<ReportSchedule['type']>(initial?.type ?? 'overview');
  const [format, setFormat] = useState<ReportSchedule['format']>(initial?.format ?? 'pdf');
  const [language, setLanguage] = useState<ReportSchedule['language']>(initial?.language ?? (preferences.language === 'de' ? 'de' : 'en'));
  const [frequency, setFrequency] = useState<ReportSchedule['frequency']>(initial?.frequency ?? 'weekly');
  const [weekdays, setWeekdays] = useState<ReadonlySet<string>>(new Set((initial?.weekdays ?? [1]).map(String)));
  const [moment, setMoment] = useState(initial?.monthMoment ?? 'first');
  const [monthDay, setMonthDay] = useState(String(initial?.monthDay ?? 1));
  const [time, setTime] = useState((initial?.localTime ?? '08:00:00').slice(0, 5));
  const [zone, setZone] = useState(initial?.zone ?? session.zone);
  const [includesToday, setIncludesToday] = useState(initial?.includesToday ?? false);
  const [recipients, setRecipients] = useState((initial?.recipients ?? []).join('\n'));
  const [about, setAbout] = useState(filter.party?.name ?? '');
  const [direction, setDirection] = useState<string>(filter.threadTypes?.length === 1 ? filter.threadTypes[0]! : 'all');

  const submit = (): void => {
    const { party: _party, threadTypes: _types, ...others } = filter;
    const isSameParty = filter.party !== undefined && about.trim() === filter.party.name;
    const settings = {
      ...initial?.settings,
      filter: {
        ...others, ...(isSameParty ? { party: filter.party! } : about.trim() === '' ? {} : { party: { name: about.trim(), type: null } }),
        ...(direction === 'all' ? {} : { threadTypes: [direction as 'inbound'] }),
      },
    };
    onSubmit({
      name, type, format, language, frequency, zone, includesToday, settings, localTime: `${time}:00`, recipients: recipients.split(/[\s,;]+/).filter((address) => address !== ''),
      weekdays: frequency === 'weekly' ? [...weekdays].map(Number).toSorted((a, b) => a - b) : [], monthMoment: frequency === 'monthly' ? moment : null, monthDay: frequency === 'monthly' && moment === 'day' ? Number(monthDay) : null,
    });
  };
  const words = <K extends string>(of: Readonly<Record<K, string>>): { value: string; text: string }[] => Object.entries<string>(of).map(([value, text]) => ({ value, text }));

  return (
    <form className="form" ref={initial === null ? null : focusFirst} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Problem text={problem} />
      <div className="form-grid">
        <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
        <Choice label={texts.reportType} value={type} onChange={(value) => setType(value as typeof type)} choices={words(texts.reportTypes)} />
        <Choice label={texts.reportFormat} value={format} onChange={(value) => setFormat(value as typeof format)} choices={words(texts.reportFormats)} />
        <Choice label={texts.reportLanguage} value={language} onChange={(value) => setLanguage(value as typeof language)} choices={[{ value: 'en', text: 'English' }, { value: 'de', text: 'Deutsch' }]} />
        <Field label={texts.reportAbout} hint={texts.reportAboutHint} value={about} onChange={setAbout} maxLength={320} />
        <Choice label={texts.reportDirection} value={direction} onChange={setDirection} choices={directions.map((value) => ({ value, text: texts.reportDirections[value] }))} />
      </div>
      <div className="form-grid">
        <Choice label={texts.reportFrequency} value={frequency} onChange={(value) => setFrequency(value as typeof frequency)} choices={words(texts.reportFrequencies)} />
        {frequency === 'monthly' ? <Choice label={texts.reportMoment} value={moment} onChange={(value) => setMoment(value as typeof moment)} choices={words(texts.reportMoments)} /> : null}
        {frequency === 'monthly' && moment === 'day' ? <Field label={texts.reportMonthDay} hint={texts.reportMonthDayHint} type="number" min={1} max={31} isRequired value={monthDay} onChange={setMonthDay} /> : null}
        <TimeField label={texts.reportTime} hint={texts.reportTimeHint} value={time} onChange={setTime} />
        <ZoneField label={texts.zone} value={zone} onChange={setZone} isRequired />
      </div>
      {frequency === 'weekly' ? (
        <fieldset className="plain-set">
          <legend>{texts.reportDays}</legend>
          <CheckList label={texts.reportDays} choices={days.map((day, at) => ({ value: String(at + 1), text: texts.days[day] }))} chosen={weekdays} onChange={setWeekdays} />
        </fieldset>
      ) : null}
      <Check label={texts.reportToday} isOn={includesToday} onChange={setIncludesToday} />
      <TextField label={texts.reportTo} hint={texts.reportToHint} rows={2} value={recipients} onChange={setRecipients} maxLength={6_500} />
      <div className="form-actions">
        <Button type="submit" kind="primary" isDisabled={isBusy || (frequency === 'weekly' && weekdays.size === 0)}>{submitText}</Button>
        {onCancel ? <Button kind="quiet" onPress={onCancel}>{texts.cancel}</Button> : null}
      </div>
    </form>
  );
}

function TimeField({ label, hint, value, onChange }: { label: string; hint: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" type="time" required value={value} aria-describedby={`${id}-hint`} onChange={(event) => onChange(event.target.value)} />
      <span id={`${id}-hint`} className="hint">{hint}</span>
    </div>
  );
}
