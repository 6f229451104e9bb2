import type { FigureRow } from '../api/reports.ts';
import type { Point } from './charts/chart.ts';
import type { FigureText } from './use-figure-text.tsx';
import type { ReportTexts } from '../texts/reports-english.ts';

export type TimeSplit = 'day' | 'week' | 'month';

/** The points of rows split by time. */
export function timePoints(rows: readonly FigureRow[], split: TimeSplit, { day }: Pick<FigureText, 'day'>, texts: ReportTexts): Point[] {
  return rows.map(({ key }) => {
    if (key === null) return { label: '', name: '' };
    if (split === 'month') return { label: day(`${key}-01`, { month: 'short' }), name: day(`${key}-01`, { month: 'long', year: 'numeric' }) };
    const label = day(key, { day: 'numeric', month: 'short' });
    const name = day(key, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
    return { label, name: split === 'week' ? texts.weekOf(name) : name };
  });
}
