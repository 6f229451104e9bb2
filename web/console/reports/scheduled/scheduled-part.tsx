import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/request.ts';
import { runsQuery, schedulesQuery, type NewReportSchedule, type ReportSchedule } from '../../api/scheduled-reports.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton, Problem, Section } from '../../settings/pieces.tsx';
import { useSave } from '../../settings/use-save.tsx';
import { RunRow } from './run-row.tsx';
import { ScheduleForm } from './schedule-form.tsx';

/** Reports that are mailed by themselves, and what was made lately. Of the settings: settings-parts.tsx. */
export function ScheduledPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(schedulesQuery);
  const runs = useQuery(runsQuery(null));
  const [made, setMade] = useState(0);
  const { save, isBusy, problem } = useSave('report-schedules', 'report-runs');
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <p>{texts.schedulesHint}</p>
      <Section title={texts.settingsParts.reports}>
        {data.length === 0 ? <Empty title={texts.noSchedules}><p>{texts.noSchedulesHint}</p></Empty> : <ul className="panel">{data.map((one) => <li key={one.id}><ScheduleRow schedule={one} mayChange={may('reports.export')} /></li>)}</ul>}
      </Section>
      {may('reports.export') ? (
        <Section title={texts.newSchedule}>
          <ScheduleForm
            key={made} initial={null} isBusy={isBusy} problem={problem} submitText={texts.scheduleDoes}
            onSubmit={(json) => void save(() => request('/report-schedules', { method: 'POST', json }), { after: () => setMade((count) => count + 1) })}
          />
        </Section>
      ) : null}
      <Section title={texts.reportRuns}>
        {runs.isPending ? <Skeletons rows={3} label={texts.loading} /> : !runs.data ? <Failure error={runs.error} onRetry={() => void runs.refetch()} />
          : runs.data.length === 0 ? <Empty title={texts.noReportRuns} /> : <ul className="panel">{runs.data.map((run) => <li key={run.id}><RunRow run={run} /></li>)}</ul>}
      </Section>
    </div>
  );
}

function ScheduleRow({ schedule, mayChange }: { schedule: ReportSchedule; mayChange: boolean }) {
  const { texts, locale } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const { save, isBusy, problem } = useSave('report-schedules', 'report-runs');
  const { id, name, nextAt, zone, pausedBecause } = schedule;
  const path = `/report-schedules/${id}`;
  const change = (json: Partial<NewReportSchedule>): Promise<void> => save(() => request(path, { method: 'PATCH', json }), { after: () => setOpen(false) });
  const run = (toRecipients: boolean): Promise<void> => save(() => request(`${path}/runs`, { method: 'POST', json: { toRecipients } }), { said: texts.reportAsked });
  if (isOpen) return <div className="panel-row"><div className="panel-main"><ScheduleForm initial={schedule} isBusy={isBusy} problem={problem} submitText={texts.save} onSubmit={(json) => void change(json)} onCancel={() => setOpen(false)} /></div></div>;
  const at = nextAt === null ? null : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(nextAt));
  const days = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).filter((_, nth) => schedule.weekdays.includes(nth + 1)).map((day) => texts.days[day]);
  const to = schedule.recipients.length > 0 ? schedule.recipients.join(', ') : schedule.ownerEmail ?? '';
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{name}</strong>
        <span>{[texts.reportTypes[schedule.type], texts.reportFormats[schedule.format], days.length > 0 ? days.join(', ') : texts.reportFrequencies[schedule.frequency], to].join(' · ')}</span>
        <span className={pausedBecause === 'owner-gone' ? 'wrong' : ''}>{at === null ? pausedBecause === 'owner-gone' ? texts.reportOwnerGone : texts.reportHeld : texts.reportNext(at, zone)}</span>
        <Problem text={problem} />
      </div>
      {mayChange ? (
        <span className="form-actions">
          <Button isDisabled={isBusy} aria-label={`${texts.reportRunNow}: ${name}`} onPress={() => void run(false)}>{texts.reportRunNow}</Button>
          <ConfirmButton label={texts.reportSendNow} confirm={texts.reportSendNow} name={name} hint={to} isDisabled={isBusy} onConfirm={() => void run(true)} />
          <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.reportChange}: ${name}`} onPress={() => setOpen(true)}>{texts.reportChange}</Button>
          <Button kind="quiet" isDisabled={isBusy} aria-label={`${nextAt === null ? texts.reportGoOn : texts.reportHold}: ${name}`} onPress={() => void change({ isPaused: nextAt !== null })}>{nextAt === null ? texts.reportGoOn : texts.reportHold}</Button>
          <ConfirmButton label={texts.remove} confirm={texts.reportReallyDelete} name={name} isDisabled={isBusy} onConfirm={() => void save(() => request(path, { method: 'DELETE' }))} />
        </span>
      ) : null}
    </div>
  );
}
