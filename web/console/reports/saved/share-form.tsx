import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usersQuery } from '../../api/people.ts';
import type { NewReportRun, SavedReport } from '../../api/scheduled-reports.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { CheckList, Choice, Field, focusFirst, Problem, TextField } from '../../settings/pieces.tsx';
import { daysOf, periods, todayIn, type Period } from '../period.ts';
import { useReportTexts } from '../use-report-texts.tsx';

interface Props {
  readonly report: SavedReport;
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly onSubmit: (run: NewReportRun) => void;
  readonly onCancel: () => void;
}

/** A report has a first and a last day. */
const choices = periods.filter((period): period is Exclude<Period, 'all' | 'custom'> => period !== 'all' && period !== 'custom');

/** Makes the report once, now: mailed to colleagues and to addresses, or only to be downloaded where nobody is named. */
export function ShareForm({ report: { name, type, settings }, isBusy, problem, onSubmit, onCancel }: Props) {
  const { texts: common, preferences } = usePreferences();
  const texts = useReportTexts();
  const may = usePermission();
  const { account } = useSession();
  const today = todayIn(account.zone, useNow());
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: may('people.read') });
  const [period, setPeriod] = useState<(typeof choices)[number] | 'custom'>('last-month');
  const [own, setOwn] = useState({ from: '', to: '' });
  const [format, setFormat] = useState<NewReportRun['format']>('pdf');
  const [people, setPeople] = useState<ReadonlySet<string>>(new Set());
  const [addresses, setAddresses] = useState('');
  const recipients = [...new Set([...people, ...addresses.split(/[\s,;]+/).filter((address) => address !== '')])];
  const submit = (): void => {
    const days = period === 'custom' ? own : daysOf(period, today);
    onSubmit({ name, type, settings, format, recipients, fromDay: days.from ?? today, toDay: days.to ?? today, zone: account.zone, language: preferences.language === 'de' ? 'de' : 'en' });
  };
  return (
    <form className="form" ref={focusFirst} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Problem text={problem} />
      <div className="form-grid">
        <Choice label={texts.period} value={period} onChange={(value) => setPeriod(value as typeof period)} choices={[...choices, 'custom' as const].map((value) => ({ value, text: texts.periods[value] }))} />
        {period === 'custom' ? <><Field label={texts.from} type="date" isRequired value={own.from} onChange={(from) => setOwn({ ...own, from })} /><Field label={texts.to} type="date" isRequired value={own.to} onChange={(to) => setOwn({ ...own, to })} /></> : null}
        <Choice label={common.reportFormat} value={format} onChange={(value) => setFormat(value as typeof format)} choices={Object.entries(common.reportFormats).map(([value, text]) => ({ value, text }))} />
      </div>
      {users.length === 0 ? null : (
        <fieldset className="plain-set">
          <legend>{texts.shareWith}</legend>
          <CheckList label={texts.shareWith} choices={users.filter(({ disabledAt }) => disabledAt === null).map(({ name: who, email }) => ({ value: email, text: who }))} chosen={people} onChange={setPeople} />
        </fieldset>
      )}
      <TextField label={texts.shareAddresses} hint={texts.shareAddressesHint} rows={2} value={addresses} onChange={setAddresses} maxLength={6_500} />
      <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{recipients.length === 0 ? texts.makeFile : texts.sendTo(recipients.length)}</Button><Button onPress={onCancel}>{common.cancel}</Button></div>
    </form>
  );
}
