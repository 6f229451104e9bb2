import type { FigureRow } from '../../api/reports.ts';
import type { Measure } from '../figures.ts';

/** Over fewer than so many nobody is ranked: one quick answer makes no leader. */
export const leastCount = 5;

export interface Ranked { readonly row: FigureRow; readonly value: number; readonly rank: number }

/** People by a measure, the best first; equal ones share a rank. Whoever has less than `leastCount` of what it is taken over is left out, and so is what nobody of ours did. */
export function ranked(rows: readonly FigureRow[], { of, unit, less, key }: Pick<Measure, 'of' | 'unit' | 'less' | 'key'>): Ranked[] {
  const over = (row: FigureRow): number => {
    if (unit === 'count') return of(row) ?? 0;
    const metric = key.split('.')[0] as 'firstReply' | 'overallReply' | 'close';
    return unit === 'percent' ? row[metric].withinGoal + row[metric].overGoal : row[metric].count;
  };
  const found = rows.flatMap((row) => {
    const value = of(row);
    return row.key === null || value === null || over(row) < leastCount ? [] : [{ row, value }];
  }).toSorted((a, b) => (less === 'better' ? a.value - b.value : b.value - a.value) || a.row.label.localeCompare(b.row.label));
  return found.map((one) => ({ ...one, rank: 1 + found.findIndex(({ value }) => value === one.value) }));
}
