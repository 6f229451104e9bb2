import { apiBase } from '../../api/request.ts';
import type { ReportRun } from '../../api/scheduled-reports.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Icon } from '../../design/icon.tsx';

/** One making of a report: its days, what came of it and of each mail, and the file while it is there. */
export function RunRow({ run }: { run: ReportRun }) {
  const { texts, locale } = usePreferences();
  const may = usePermission();
  const { zone } = useSession();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const days = run.fromDay === run.toDay ? day.format(new Date(run.fromDay)) : day.formatRange(new Date(run.fromDay), new Date(run.toDay));
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(run.createdAt));
  const problems: Readonly<Record<string, string>> = texts.reportProblems;
  const said = (problem: string | null): string => (problem === null ? '' : `: ${problems[problem] ?? problem}`);
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{run.name}</strong>
        <span>{[texts.reportTypes[run.type], days, `${texts.reportRunStates[run.state]} ${at}`].join(' · ')}</span>
        {run.problem === null ? null : <span className="wrong">{problems[run.problem] ?? run.problem}</span>}
        {run.missed === 0 ? null : <span>{texts.reportMissed(run.missed)}</span>}
        {run.mails.map((mail) => <span key={mail.address} className={mail.state === 'failed' ? 'wrong' : ''}>{`${mail.address}: ${texts.reportMailStates[mail.state]}${said(mail.problem)}`}</span>)}
      </div>
      {run.file !== null && may('reports.export') ? <a className="button plain" href={`${apiBase}/report-runs/${run.id}/file`} download aria-label={`${texts.reportDownload}: ${run.file.name}`}><Icon name="download" size={14} />{texts.reportFormats[run.format]}</a> : null}
    </div>
  );
}
