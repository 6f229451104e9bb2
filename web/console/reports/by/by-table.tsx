import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { figuresQuery, type FigureRow, type FiguresAnswer } from '../../api/reports.ts';
import { AnswerFoot } from '../answer-foot.tsx';
import { Asked } from '../asked.tsx';
import { measureOf, type Measure } from '../figures.ts';
import { filterOnly, type Split } from '../report-address.ts';
import { RowsLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReport } from '../use-report.tsx';
import { useReportTexts } from '../use-report-texts.tsx';

const shown: readonly Measure[] = ['conversations.total', 'messages.received', 'messages.sent', 'firstReply.count', 'firstReply.mean', 'firstReply.median', 'firstReply.p90', 'firstReply.goalShare', 'overallReply.mean'].map(measureOf);
const rowsMax = 50;
type BySplit = Split & ('agent' | 'team' | 'contact' | 'domain' | 'channel');

/** Figures by whom, a row each, ordered by the server: what is not shown is not sent. */
export function ByTable({ split }: { split: BySplit }) {
  const { query, search } = useReport();
  const [by, order] = search.sort === undefined ? ['conversations', 'desc'] : search.sort.startsWith('-') ? [search.sort.slice(1), 'desc'] : [search.sort, 'asc'];
  const sort = shown.some((one) => one.sort === by) ? by : 'conversations';
  const asked = useQuery(figuresQuery({ ...query, split, limit: rowsMax, sort, order }));
  return <Asked of={asked}>{(answer) => <Table split={split} answer={answer} sort={sort} order={order} />}</Asked>;
}

function Table({ split, answer, sort, order }: { split: BySplit; answer: FiguresAnswer; sort: string; order: string }) {
  const texts = useReportTexts();
  const text = useFigureText();
  const { change } = useReport();
  const id = useId();
  const name = texts.splitNames[split]!;
  if (answer.rows.length === 0) return <p className="hint">{texts.nothingToDraw}</p>;
  const written = ({ unit, of }: Measure, row: FigureRow): string => {
    const value = of(row);
    return unit === 'count' ? text.count(value ?? 0) : unit === 'seconds' ? text.span(value) : text.percent(value);
  };
  // Times are looked at from the slowest, until somebody turns it round.
  const turn = (by: string): void => change({ sort: by === sort && order === 'desc' ? by : `-${by}` });
  return (
    <>
      <p className="hint" id={id}>{texts.splitHints[split]}</p>
      <div className="table-frame" role="region" aria-labelledby={id} tabIndex={0}>
        <table className="board-table figures-table">
          <thead><tr>
            <th scope="col">{name}</th>
            {shown.map(({ key, sort: by }) => (
              <th key={key} scope="col" aria-sort={by === sort ? (order === 'asc' ? 'ascending' : 'descending') : undefined}>
                {by === undefined ? texts.measures[key] : <button type="button" className="sort-head" onClick={() => turn(by)} title={texts.sortBy(texts.measures[key]!)}>{texts.measures[key]}<span aria-hidden="true">{by === sort ? (order === 'asc' ? ' ▲' : ' ▼') : ''}</span></button>}
              </th>
            ))}
          </tr></thead>
          <tbody>{answer.rows.map((row) => (
            <tr key={row.key ?? ''}>
              <th scope="row"><Who split={split} row={row} /></th>
              {shown.map((measure) => {
                const value = written(measure, row);
                return <td key={measure.key} data-name={texts.measures[measure.key]}>{value === '–' || value === text.count(0) ? value : <RowsLink more={{ figure: measure.figure, split, key: row.key ?? '', ...(measure.unit === 'seconds' && { order: 'slowest' }) }} label={`${row.label || texts.nobody}, ${texts.measures[measure.key]}: ${value}. ${texts.showRows}`}>{value}</RowsLink>}</td>;
              })}
            </tr>
          ))}</tbody>
        </table>
      </div>
      {answer.keys > answer.rows.length ? <p className="hint">{texts.someOf(text.count(answer.rows.length), text.count(answer.keys))}</p> : null}
      <AnswerFoot answer={answer} />
    </>
  );
}

/** A name, and the way to the overview of this one alone. */
function Who({ split, row: { key, label } }: { split: BySplit; row: FigureRow }) {
  const texts = useReportTexts();
  const { search } = useReport();
  if (key === null) return <span className="faint-text">{split === 'agent' || split === 'team' ? texts.nobody : texts.noName}</span>;
  // A contact has addresses, not one: its rows say more than a filter of one address would.
  if (split === 'contact') return <strong>{label}</strong>;
  return <Link to="/reports/$part" params={{ part: 'overview' }} search={{ ...filterOnly(search), party: `${split}:${key}` } as Record<string, unknown>} title={texts.onlyThis(label)}><strong>{label}</strong></Link>;
}
