import { useQuery } from '@tanstack/react-query';
import { spreadQuery, type Spread } from '../../api/reports.ts';
import { Asked } from '../asked.tsx';
import { bandText } from '../band-text.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { XyChart } from '../charts/xy-chart.tsx';
import { MetricChoice } from '../metric-choice.tsx';
import type { Metric } from '../report-address.ts';
import { RowsLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

/** How long it took how often. */
export function DistributionPart() {
  const { query, search } = useReport();
  const metric = search.metric ?? 'firstReply';
  const asked = useQuery(spreadQuery({ ...query, metric }));
  return <><MetricChoice /><Asked of={asked}>{(spread) => <Buckets metric={metric} spread={spread} />}</Asked></>;
}

function Buckets({ metric, spread: { buckets, count, outliers } }: { metric: Metric; spread: Spread }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const title = texts.distributionOf(texts.metrics[metric]);
  if (count === 0 && outliers === 0) return <p className="hint">{texts.noAnswers}</p>;
  const points = buckets.map((bucket) => ({ label: bucket.upTo === null ? `> ${text.axis(bucket.over)}` : `≤ ${text.axis(bucket.upTo)}`, name: bandText(bucket, texts, text) }));
  const link = (at: number, name: string) => {
    const { over, upTo } = buckets[at]!;
    return <RowsLink more={{ figure: `${metric}.count`, order: 'slowest', ...(at > 0 && { gt: over }), ...(upTo !== null && { le: upTo }) }}>{name}</RowsLink>;
  };
  return (
    <>
      <ChartFrame title={title} hint={texts.distributionHint} table={() => ({ heads: [texts.metrics[metric], texts.howMany, texts.share], rows: buckets.map((bucket, at) => ({ key: String(at), cells: [points[at]!.name, link(at, text.count(bucket.count)), text.percent(count === 0 ? null : bucket.count / count)] })) })}>
        <XyChart label={title} points={points} unit="count" write={text.count} writeAxis={text.short} linkOf={(at) => link(at, texts.showRows)} series={[{ key: 'count', name: texts.howMany, form: 'bar', tone: 'main', values: buckets.map((bucket) => bucket.count) }]} />
      </ChartFrame>
      {outliers === 0 ? null : <p className="hint"><RowsLink more={{ figure: `${metric}.outliers`, order: 'slowest' }}>{texts.outliersAside(text.count(outliers))}</RowsLink></p>}
    </>
  );
}
