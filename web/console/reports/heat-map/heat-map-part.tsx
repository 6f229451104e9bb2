import { useQuery } from '@tanstack/react-query';
import { figuresQuery, type FiguresAnswer } from '../../api/reports.ts';
import { AnswerFoot } from '../answer-foot.tsx';
import { Asked } from '../asked.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { HeatMap } from '../charts/heat-map.tsx';
import { measureOf } from '../figures.ts';
import { RowsLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

const offered = ['messages.received', 'messages.sent', 'conversations.total', 'firstReply.mean'] as const;

/** On which weekday at which hour. */
export function HeatMapPart() {
  const texts = useReportTexts();
  const { query, search, change } = useReport();
  const asked = useQuery(figuresQuery({ ...query, split: 'hour-weekday' }));
  const measure = offered.find((one) => one === search.sort) ?? offered[0];
  return (
    <>
      <label className="board-choice no-print"><span>{texts.metric}</span><select className="input" value={measure} onChange={(event) => change({ sort: event.target.value })}>{offered.map((one) => <option key={one} value={one}>{texts.heatMeasures[one]}</option>)}</select></label>
      <Asked of={asked}>{(answer) => <Week measureKey={measure} answer={answer} />}</Asked>
    </>
  );
}

function Week({ measureKey, answer }: { measureKey: string; answer: FiguresAnswer }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const { of, unit, figure } = measureOf(measureKey);
  const byKey = new Map(answer.rows.map((row) => [row.key, row]));
  // 5 January 1970 was a Monday.
  const days = Array.from({ length: 7 }, (_, day) => ({ short: text.day(`1970-01-${String(day + 5).padStart(2, '0')}`, { weekday: 'short' }), name: text.day(`1970-01-${String(day + 5).padStart(2, '0')}`, { weekday: 'long' }) }));
  const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const hours = Array.from({ length: 24 }, (_, hour) => ({ short: String(hour), name: texts.hour(hourText(hour), hourText((hour + 1) % 24)) }));
  const keyAt = (at: number): string => `${Math.floor(at / 24)}-${at % 24}`;
  const values = Array.from({ length: 168 }, (_, at) => {
    const row = byKey.get(keyAt(at));
    return row ? of(row) : null;
  });
  const write = (value: number): string => (unit === 'seconds' ? text.span(value) : text.count(value));
  const most = values.reduce<number>((best, value, at) => ((value ?? 0) > (best < 0 ? 0 : values[best] ?? 0) ? at : best), -1);
  const title = texts.heatMapOf(texts.heatMeasures[measureKey]!);
  const link = (at: number, name: string) => <RowsLink more={{ figure, split: 'hour-weekday', key: keyAt(at) }}>{name}</RowsLink>;
  return (
    <>
      <ChartFrame
        title={title} {...(most < 0 ? {} : { hint: texts.busiest(`${days[Math.floor(most / 24)]!.name} ${hours[most % 24]!.name}`, write(values[most]!)) })}
        table={() => ({ heads: [texts.when, ...days.map(({ short }) => short)], rows: hours.map(({ name }, hour) => ({ key: String(hour), cells: [name, ...days.map((_, day) => { const value = values[day * 24 + hour] ?? null; return value === null || value === 0 ? '–' : link(day * 24 + hour, write(value)); })] })) })}
      >
        <HeatMap label={title} rows={days} columns={hours} values={values} write={write} linkOf={(at) => ((values[at] ?? 0) > 0 ? link(at, texts.showRows) : null)} />
      </ChartFrame>
      <AnswerFoot answer={answer} />
    </>
  );
}
