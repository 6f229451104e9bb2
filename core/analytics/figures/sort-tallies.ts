import type { FigureOrder } from './figure-order.ts';
import type { FigureMetric, FigureName } from './figures.ts';
import type { Tallies } from './tally.ts';

type Keyed = readonly [key: string, tallies: Tallies];

/** As the statement over the facts orders and cuts: rows without a value last either way, then by key. */
export function sortTallies(rows: readonly Keyed[], { by, direction, limit }: FigureOrder): readonly Keyed[] {
  const byKey = (a: Keyed, b: Keyed) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
  const sign = direction === 'asc' ? 1 : -1;
  if (by === 'key') return rows.toSorted((a, b) => sign * byKey(a, b)).slice(0, limit);
  const valued = rows.map((row) => [row, valueOf(row[1], by)] as const);
  return valued.toSorted(([a, x], [b, y]) => {
    if (x === null || y === null) return x === y ? byKey(a, b) : x === null ? 1 : -1;
    return sign * (x - y) || byKey(a, b);
  }).map(([row]) => row).slice(0, limit);
}

function valueOf({ counts, spans }: Tallies, by: Exclude<FigureOrder['by'], 'key'>): number | null {
  const [metric, leaf] = by.split('.') as [FigureMetric, string];
  const own = spans.get(metric);
  switch (leaf) {
    case 'mean': return own && own.count > 0 ? own.business / own.count : null;
    case 'median': return own?.median ?? null;
    case 'p90': return own?.p90 ?? null;
    case 'count': return own?.count ?? 0;
    default: return counts.get(by as FigureName) ?? 0;
  }
}
