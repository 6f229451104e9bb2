import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runsQuery, savedReportsQuery } from '../../api/scheduled-reports.ts';
import { AppLink } from '../../app/app-link.tsx';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { Choice, Section } from '../../settings/pieces.tsx';
import { RunRow } from '../scheduled/run-row.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { SavedRow } from './saved-row.tsx';
import { useKnown } from './use-known.ts';

/** Reports that the account keeps, and what was made of reports lately. */
export function SavedPart() {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const { data, error, isPending, refetch } = useQuery(savedReportsQuery);
  const runs = useQuery(runsQuery(null));
  const known = useKnown();
  const [type, setType] = useState('');
  if (isPending || known === null) return <Skeletons rows={4} label={common.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const shown = data.filter((one) => type === '' || one.type === type).toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      <p className="hint">{texts.savedHint} <AppLink path="/settings/reports">{texts.toScheduled}</AppLink></p>
      {data.length < 2 ? null : <Choice label={common.reportType} value={type} onChange={setType} choices={[{ value: '', text: texts.allTypes }, ...Object.entries(common.reportTypes).filter(([key]) => data.some((one) => one.type === key)).map(([value, text]) => ({ value, text }))]} />}
      {data.length === 0 ? <Empty title={texts.noSaved}><p>{texts.noSavedHint}</p></Empty> : <ul className="panel">{shown.map((one) => <li key={one.id}><SavedRow report={one} known={known} /></li>)}</ul>}
      <Section title={common.reportRuns}>
        {runs.isPending ? <Skeletons rows={3} label={common.loading} /> : !runs.data ? <Failure error={runs.error} onRetry={() => void runs.refetch()} />
          : runs.data.length === 0 ? <Empty title={common.noReportRuns} /> : <ul className="panel">{runs.data.map((run) => <li key={run.id}><RunRow run={run} /></li>)}</ul>}
      </Section>
    </>
  );
}
