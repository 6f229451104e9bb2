import { metrics, type Metric } from './report-address.ts';
import { useReport } from './use-report.tsx';
import { useReportTexts } from './use-report-texts.tsx';

/** Which of the metrics a page shows; it stands in the address. */
export function MetricChoice({ of = metrics }: { of?: readonly Metric[] }) {
  const texts = useReportTexts();
  const { search, change } = useReport();
  return <label className="board-choice no-print"><span>{texts.metric}</span><select className="input" value={search.metric ?? of[0]} onChange={(event) => change({ metric: event.target.value as Metric })}>{of.map((one) => <option key={one} value={one}>{texts.metrics[one]}</option>)}</select></label>;
}
