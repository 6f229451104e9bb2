import type { CrmDetail } from '../../api/crm.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { keyedText } from '../../design/problem-text.ts';

/** Readings that are over, the newest first. */
export function CrmRuns({ runs, moment, count }: { runs: CrmDetail['runs']; moment: (at: string) => string; count: (value: number) => string }) {
  const texts = useTexts();
  if (runs.length === 0) return <p className="hint spaced">{texts.crmNoRuns}</p>;
  return (
    <details className="spaced">
      <summary>{texts.crmRuns}</summary>
      <div className="crm-runs" tabIndex={0} role="region" aria-label={texts.crmRuns}>
        <table className="facts-table">
          <caption>{texts.crmRuns}</caption>
          <thead><tr>{[texts.crmRunAt, texts.crmRunKind, texts.crmRunContacts, texts.crmRunDeals, texts.crmRunRemoved, texts.crmRunWritten, texts.crmRunProblem].map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
          <tbody>
            {runs.map(({ id, finishedAt, isWhole, counts, problem }) => (
              <tr key={id}>
                <td>{moment(finishedAt)}</td><td>{isWhole ? texts.crmRunWhole : texts.crmRunChanges}</td><td>{count(counts.contacts)}</td><td>{count(counts.deals)}</td><td>{count(counts.removed)}</td><td>{count(counts.written)}</td>
                <td>{problem === null ? '' : problem.key === null ? problem.text : keyedText({ key: problem.key, values: problem.values }, problem.text, texts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
