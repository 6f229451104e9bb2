import type { FigureRow } from '../../api/reports.ts';
import { measureOf, type Measure } from '../figures.ts';
import { RowsLink } from '../report-link.tsx';
import { useFigureText } from '../use-figure-text.tsx';
import { useReportTexts } from '../use-report-texts.tsx';
import { ChangeTag } from './change-tag.tsx';

const plain = (key: 'conversations.awaitAgent' | 'conversations.closed', of: (row: FigureRow) => number): Measure => ({ key, unit: 'count', less: 'neither', of, figure: key });
const shown: readonly Measure[] = [
  measureOf('conversations.total'), measureOf('messages.received'), measureOf('messages.sent'), measureOf('replyRate'),
  plain('conversations.awaitAgent', ({ conversations }) => conversations.awaitAgent), plain('conversations.closed', ({ conversations }) => conversations.closed),
];

/** How many. */
export function CountTiles({ row, before }: { row: FigureRow; before: FigureRow | null }) {
  const texts = useReportTexts();
  const text = useFigureText();
  return (
    <dl className="tiles" aria-label={texts.volume}>
      {shown.map(({ key, unit, less, of, figure }) => {
        const name = texts.measures[key] ?? texts.figures[key] ?? key;
        const value = of(row);
        const written = unit === 'percent' ? text.percent(value) : text.count(value ?? 0);
        return <div key={key} className="tile"><dt>{name}</dt><dd><RowsLink more={{ figure }} label={`${name}: ${written}. ${texts.showRows}`}>{written}</RowsLink><ChangeTag now={value} before={before === null ? null : of(before)} less={less} /></dd></div>;
      })}
    </dl>
  );
}
