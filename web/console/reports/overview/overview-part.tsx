import { useQuery } from '@tanstack/react-query';
import { figuresQuery, type FigureRow, type FiguresAnswer } from '../../api/reports.ts';
import { AnswerFoot } from '../answer-foot.tsx';
import { Asked } from '../asked.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { XyChart } from '../charts/xy-chart.tsx';
import { daysBefore, groupFor } from '../period.ts';
import { metrics, queryOf } from '../report-address.ts';
import { RowsLink } from '../report-link.tsx';
import { timePoints } from '../time-points.ts';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { CountTiles } from './count-tiles.tsx';
import { MetricTile } from './metric-tile.tsx';

/** The period at a glance, beside the one before it. */
export function OverviewPart() {
  const { query, range, search } = useReport();
  const asked = useQuery(figuresQuery(query));
  const past = daysBefore(range);
  const { data: before } = useQuery({ ...figuresQuery(past === null ? query : queryOf(search, past)), enabled: past !== null });
  return (
    <>
      <Asked of={asked}>{(answer) => <Tiles answer={answer} before={past === null ? null : before?.rows[0] ?? null} />}</Asked>
      <Volume />
    </>
  );
}

function Tiles({ answer, before }: { answer: FiguresAnswer; before: FigureRow | null }) {
  const row = answer.rows[0];
  if (!row) return null;
  return (
    <>
      <CountTiles row={row} before={before} />
      <div className="metric-tiles">{metrics.map((metric) => <MetricTile key={metric} metric={metric} spans={row[metric]} before={before?.[metric] ?? null} />)}</div>
      <AnswerFoot answer={answer} />
    </>
  );
}

/** How much came in and went out, over the period. */
function Volume() {
  const texts = useReportTexts();
  const text = useFigureText();
  const { query, range } = useReport();
  const split = groupFor(range);
  const asked = useQuery(figuresQuery({ ...query, split }));
  return (
    <Asked of={asked}>{({ rows }) => {
      const points = timePoints(rows, split, text, texts);
      const rowsLink = (at: number, figure: string, name: string) => <RowsLink more={{ figure, split, key: rows[at]?.key ?? '' }}>{name}</RowsLink>;
      const names = { received: texts.measures['messages.received']!, sent: texts.measures['messages.sent']!, conversations: texts.measures['conversations.total']! };
      return (
        <ChartFrame
          title={`${texts.volume}, ${texts.byTime[split]}`}
          table={() => ({
            heads: [texts.when, names.conversations, names.received, names.sent],
            rows: rows.map((row, at) => ({ key: row.key ?? '', cells: [points[at]!.name, rowsLink(at, 'conversations.total', text.count(row.conversations.total)), rowsLink(at, 'messages.received', text.count(row.messages.received)), rowsLink(at, 'messages.sent', text.count(row.messages.sent))] })),
          })}
        >
          <XyChart
            label={texts.volume} points={points} unit="count" write={text.count} writeAxis={text.short} linkOf={(at) => rowsLink(at, 'messages.total', texts.showRows)}
            series={[
              { key: 'received', name: names.received, form: 'bar', tone: 'main', values: rows.map(({ messages }) => messages.received) },
              { key: 'sent', name: names.sent, form: 'bar', tone: 'second', values: rows.map(({ messages }) => messages.sent) },
              { key: 'conversations', name: names.conversations, form: 'line', tone: 'third', values: rows.map(({ conversations }) => conversations.total) },
            ]}
          />
        </ChartFrame>
      );
    }}</Asked>
  );
}
