import { useQuery } from '@tanstack/react-query';
import { figuresQuery, type FiguresAnswer } from '../../api/reports.ts';
import { AnswerFoot } from '../answer-foot.tsx';
import { Asked } from '../asked.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { XyChart } from '../charts/xy-chart.tsx';
import { goalShare } from '../figures.ts';
import { MetricChoice } from '../metric-choice.tsx';
import { dayCount, groupFor } from '../period.ts';
import type { Metric } from '../report-address.ts';
import { RowsLink } from '../report-link.tsx';
import { timePoints, type TimeSplit } from '../time-points.ts';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

const steps: readonly TimeSplit[] = ['day', 'week', 'month'];
const pointsMax = 400;

/** Whether it gets better. */
export function TrendPart() {
  const texts = useReportTexts();
  const { query, search, range, change } = useReport();
  const days = dayCount(range);
  const fits = (step: TimeSplit): boolean => step === 'month' || (days !== null && (step === 'day' ? days : days / 7) <= pointsMax);
  const split = steps.find((one) => one === search.split && fits(one)) ?? groupFor(range);
  const metric = search.metric ?? 'firstReply';
  const asked = useQuery(figuresQuery({ ...query, split }));
  return (
    <>
      <div className="board-filters no-print">
        <MetricChoice />
        <label className="board-choice"><span>{texts.step}</span><select className="input" value={split} onChange={(event) => change({ split: event.target.value as TimeSplit })}>{steps.map((one) => <option key={one} value={one} disabled={!fits(one)}>{texts.steps[one]}</option>)}</select></label>
      </div>
      <Asked of={asked}>{(answer) => <Lines metric={metric} answer={answer} split={split} />}</Asked>
    </>
  );
}

function Lines({ metric, answer, split }: { metric: Metric; answer: FiguresAnswer; split: TimeSplit }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const { rows } = answer;
  const points = timePoints(rows, split, text, texts);
  const title = texts.trendOf(texts.metrics[metric]);
  const link = (at: number, name: string) => <RowsLink more={{ figure: `${metric}.count`, split, key: rows[at]?.key ?? '', order: 'slowest' }}>{name}</RowsLink>;
  return (
    <>
      <ChartFrame title={title} table={() => ({
        heads: [texts.when, texts.howMany, texts.mean, texts.median, texts.p90, texts.inGoal],
        rows: rows.map((row, at) => ({ key: row.key ?? '', cells: [points[at]!.name, link(at, text.count(row[metric].count)), ...(['mean', 'median', 'p90'] as const).map((key) => (row[metric][key] === null ? '–' : link(at, text.span(row[metric][key])))), text.percent(goalShare(row[metric]))] })),
      })}>
        <XyChart label={title} points={points} unit="seconds" write={text.span} writeAxis={text.axis} linkOf={(at) => link(at, texts.showRows)} series={[
          { key: 'p90', name: texts.p90, form: 'line', tone: 'third', values: rows.map((row) => row[metric].p90) },
          { key: 'mean', name: texts.mean, form: 'line', tone: 'main', values: rows.map((row) => row[metric].mean) },
          { key: 'median', name: texts.median, form: 'line', tone: 'second', values: rows.map((row) => row[metric].median) },
        ]} />
      </ChartFrame>
      <ChartFrame title={texts.trendCount} table={() => ({ heads: [texts.when, texts.howMany], rows: rows.map((row, at) => ({ key: row.key ?? '', cells: [points[at]!.name, link(at, text.count(row[metric].count))] })) })}>
        <XyChart label={texts.trendCount} points={points} unit="count" write={text.count} writeAxis={text.short} linkOf={(at) => link(at, texts.showRows)} series={[{ key: 'count', name: texts.howMany, form: 'bar', tone: 'main', values: rows.map((row) => row[metric].count) }]} />
      </ChartFrame>
      <AnswerFoot answer={answer} />
    </>
  );
}
