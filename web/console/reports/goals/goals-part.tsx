import { useQuery } from '@tanstack/react-query';
import { figuresQuery, type FigureRow, type SpanFigures } from '../../api/reports.ts';
import { AnswerFoot } from '../answer-foot.tsx';
import { Asked } from '../asked.tsx';
import { bandText } from '../band-text.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { XyChart } from '../charts/xy-chart.tsx';
import { goalShare } from '../figures.ts';
import { MetricChoice } from '../metric-choice.tsx';
import { groupFor } from '../period.ts';
import type { Metric } from '../report-address.ts';
import { RowsLink } from '../report-link.tsx';
import { timePoints } from '../time-points.ts';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

const judged = ['firstReply', 'overallReply', 'close'] as const satisfies readonly Metric[];
const parts = ['withinGoal', 'overGoal', 'excluded'] as const;
const tones = { withinGoal: 'good', overGoal: 'bad', excluded: 'faint' } as const;

/** How many kept the goal, over time, and into which bands they fall. */
export function GoalsPart() {
  const { query, search, range } = useReport();
  const split = groupFor(range);
  const metric = search.metric === undefined || search.metric === 'forward' ? 'firstReply' : search.metric;
  const whole = useQuery(figuresQuery(query));
  const overTime = useQuery(figuresQuery({ ...query, split }));
  return (
    <>
      <MetricChoice of={judged} />
      <Asked of={whole}>{(answer) => {
        const row = answer.rows[0];
        return row ? <><GoalTiles metric={metric} spans={row[metric]} /><Bands metric={metric} spans={row[metric]} /><AnswerFoot answer={answer} /></> : null;
      }}</Asked>
      <Asked of={overTime}>{({ rows }) => <OverTime metric={metric} rows={rows} split={split} />}</Asked>
    </>
  );
}

function GoalTiles({ metric, spans }: { metric: Metric; spans: SpanFigures }) {
  const texts = useReportTexts();
  const text = useFigureText();
  return (
    <>
      <dl className="tiles" aria-label={texts.goalsOf(texts.metrics[metric])}>
        <div className="tile"><dt>{texts.inGoal}</dt><dd><RowsLink more={{ figure: `${metric}.withinGoal` }}>{text.percent(goalShare(spans))}</RowsLink></dd></div>
        {parts.map((part) => <div key={part} className="tile"><dt>{texts.figures[`${metric}.${part}`]}</dt><dd><RowsLink more={{ figure: `${metric}.${part}`, order: 'slowest' }}>{text.count(spans[part])}</RowsLink></dd></div>)}
      </dl>
      {spans.count > 0 && spans.withinGoal + spans.overGoal === 0 ? <p className="hint">{texts.noGoals}</p> : null}
    </>
  );
}

function Bands({ metric, spans: { bands, count } }: { metric: Metric; spans: SpanFigures }) {
  const texts = useReportTexts();
  const text = useFigureText();
  if (bands.length === 0) return null;
  const points = bands.map((band) => ({ label: bandText(band, texts, text), name: bandText(band, texts, text) }));
  const link = (at: number, name: string) => <RowsLink more={{ figure: `${metric}.bands.${at}`, order: 'slowest' }}>{name}</RowsLink>;
  return (
    <ChartFrame
      title={texts.bandsOf(texts.metrics[metric])}
      table={() => ({ heads: [texts.metrics[metric], texts.howMany, texts.share], rows: bands.map((band, at) => ({ key: String(at), cells: [points[at]!.name, link(at, text.count(band.count)), text.percent(count === 0 ? null : band.count / count)] })) })}
    >
      <XyChart label={texts.bandsOf(texts.metrics[metric])} points={points} unit="count" write={text.count} writeAxis={text.short} linkOf={(at) => link(at, texts.showRows)} series={[{ key: 'band', name: texts.howMany, form: 'bar', tone: 'main', values: bands.map((band) => band.count) }]} />
    </ChartFrame>
  );
}

function OverTime({ metric, rows, split }: { metric: Metric; rows: readonly FigureRow[]; split: 'day' | 'week' | 'month' }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const points = timePoints(rows, split, text, texts);
  const names = { withinGoal: texts.withinGoal, overGoal: texts.overGoal, excluded: texts.excluded };
  const link = (at: number, part: (typeof parts)[number] | 'count', name: string) => <RowsLink more={{ figure: `${metric}.${part}`, split, key: rows[at]?.key ?? '' }}>{name}</RowsLink>;
  const title = `${texts.goalsOf(texts.metrics[metric])}, ${texts.byTime[split]}`;
  return (
    <ChartFrame title={title} table={() => ({ heads: [texts.when, ...parts.map((part) => names[part]), texts.inGoal], rows: rows.map((row, at) => ({ key: row.key ?? '', cells: [points[at]!.name, ...parts.map((part) => link(at, part, text.count(row[metric][part]))), text.percent(goalShare(row[metric]))] })) })}>
      <XyChart label={title} points={points} unit="count" write={text.count} writeAxis={text.short} isStacked linkOf={(at) => link(at, 'count', texts.showRows)} series={parts.map((part) => ({ key: part, name: names[part], form: 'bar' as const, tone: tones[part], values: rows.map((row) => row[metric][part]) }))} />
    </ChartFrame>
  );
}
