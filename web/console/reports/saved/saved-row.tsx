import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../../api/request.ts';
import type { SavedReport } from '../../api/scheduled-reports.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmButton, Field, focusFirst, Problem } from '../../settings/pieces.tsx';
import { useSave } from '../../settings/use-save.tsx';
import { ScheduleForm } from '../scheduled/schedule-form.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { partOfType, searchOf, type Known } from './saved-settings.ts';
import { ShareForm } from './share-form.tsx';

type Open = 'rename' | 'share' | 'schedule' | null;

/** One of them: opened on its page, or acted upon in its place. */
export function SavedRow({ report, known }: { report: SavedReport; known: Known }) {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const text = useFigureText();
  const may = usePermission();
  const { account: { zone } } = useSession();
  const [open, setOpen] = useState<Open>(null);
  const { save, isBusy, problem, setProblem } = useSave('saved-reports', 'report-schedules', 'report-runs');
  const { id, name, type, settings, updatedAt } = report;
  const path = `/saved-reports/${id}`;
  const { search, isWhole } = searchOf(report, known);
  const close = (): void => { setOpen(null); setProblem(null); };
  const acts: readonly (readonly [Exclude<Open, null>, string])[] = [['share', texts.share], ['schedule', texts.scheduleIt], ['rename', common.rename]];
  return (
    <div className="saved-row">
      <div className="panel-row">
        <div className="panel-main">
          <Link to="/reports/$part" params={{ part: partOfType[type] }} search={search as Record<string, unknown>}><strong>{name}</strong></Link>
          <span>{[common.reportTypes[type], ...(settings.filter.party ? [settings.filter.party.name || texts.partyKinds.internal] : []), texts.savedAt(text.moment(updatedAt, zone))].join(' · ')}</span>
          {isWhole ? null : <span className="wrong">{texts.savedNotWhole}</span>}
        </div>
        {may('reports.export') ? (
          <span className="row-acts">
            {acts.map(([key, label]) => <Button key={key} kind="quiet" aria-expanded={open === key} aria-label={`${label}: ${name}`} onPress={() => (open === key ? close() : setOpen(key))}>{label}</Button>)}
            <ConfirmButton label={common.remove} confirm={common.reportReallyDelete} name={name} isDisabled={isBusy} onConfirm={() => void save(() => request(path, { method: 'DELETE' }))} />
          </span>
        ) : null}
      </div>
      {open === null ? <Problem text={problem} /> : null}
      {open === 'rename' ? <Rename name={name} isBusy={isBusy} problem={problem} onCancel={close} onSubmit={(to) => void save(() => request(path, { method: 'PATCH', json: { name: to } }), { after: close })} /> : null}
      {open === 'share' ? <ShareForm report={report} isBusy={isBusy} problem={problem} onCancel={close} onSubmit={(json) => void save(() => request('/report-runs', { method: 'POST', json }), { said: common.reportAsked, after: close })} /> : null}
      {open === 'schedule' ? (
        <ScheduleForm initial={{ name, type, settings }} isBusy={isBusy} problem={problem} submitText={common.scheduleDoes} onCancel={close} onSubmit={(json) => void save(() => request('/report-schedules', { method: 'POST', json }), { said: texts.scheduledDone, after: close })} />
      ) : null}
    </div>
  );
}

function Rename({ name: before, isBusy, problem, onSubmit, onCancel }: { name: string; isBusy: boolean; problem: string | null; onSubmit: (name: string) => void; onCancel: () => void }) {
  const { texts } = usePreferences();
  const [name, setName] = useState(before);
  return (
    <form className="form" ref={focusFirst} onSubmit={(event) => { event.preventDefault(); onSubmit(name); }}>
      <Problem text={problem} />
      <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
      <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={onCancel}>{texts.cancel}</Button></div>
    </form>
  );
}
