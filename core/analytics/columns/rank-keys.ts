import type { FigureGroup } from '../figures/figure-groups.ts';
import type { FigureOrder } from '../figures/figure-order.ts';
import type { FigureMetric, FigureName } from '../figures/figures.ts';
import { emptyTallies, type Tallies } from '../figures/tally.ts';
import { sortTallies } from '../figures/sort-tallies.ts';
import type { FigureSlots } from './figure-slots.ts';
import type { GroupRows } from './group-rows.ts';
import type { SplitKeys } from './split-keys.ts';

/**
 * Of a split with as many keys as there are customers: which of them are shown (by number, 1), and how many there are. Keys are ranked by the one figure that orders them, so that all figures are counted of those only that are shown.
 * Each number stands for one key.
 */
export function rankKeys(rows: readonly GroupRows[], keys: SplitKeys, slots: ReadonlyMap<FigureGroup['name'], FigureSlots>, order: FigureOrder): { readonly keys: number; readonly shown: Uint8Array } {
  const [metric, leaf] = order.by.split('.') as [FigureMetric, string];
  const counted = (leaf === 'mean' ? `${metric}.count` : order.by) as FigureName;
  let [seen, counts, sums] = [new Uint8Array(1_024), new Float64Array(1_024), new Float64Array(1_024)];
  const byGroup = new Map([...slots].map(([name, each]) => [name, each.counts(counted)]));
  for (const { segment, group, first, end, isCounted, codeOf, spans } of rows) {
    const keyOf = keys.reader(segment, group.name);
    const ofFigure = byGroup.get(group.name)!;
    const isOrdering = ofFigure.includes(1);
    for (let at = first; at < end; at += 1) {
      if (isCounted[at] === 0) continue;
      const key = keyOf(at);
      if (key >= seen.length) [seen, counts, sums] = [larger(seen, key), larger(counts, key), larger(sums, key)];
      seen[key] = 1;
      if (!isOrdering || ofFigure[codeOf(at)] === 0) continue;
      counts[key]! += 1;
      if (leaf === 'mean') sums[key]! += spans!.business[at]!;
    }
  }
  const numbers = [...seen.keys()].filter((key) => seen[key] === 1);
  const byText = new Map(numbers.map((key) => [keys.texts(key)[0]!, key]));
  const ranked = sortTallies(numbers.map((key) => [keys.texts(key)[0]!, tallyOf(counted, metric, leaf, counts[key]!, sums[key]!)] as const), order);
  const shown = new Uint8Array(seen.length);
  for (const [text] of ranked) shown[byText.get(text)!] = 1;
  return { keys: numbers.length, shown };
}

/** No more than what orders it. */
function tallyOf(counted: FigureName, metric: FigureMetric, leaf: string, count: number, business: number): Tallies {
  const tallies = emptyTallies();
  if (leaf === 'mean' || leaf === 'count') tallies.spans.set(metric, { count, business, outliers: 0, raw: 0, median: null, p90: null, withinGoal: 0, overGoal: 0, excluded: 0, bands: [] });
  else tallies.counts.set(counted, count);
  return tallies;
}

function larger<Values extends Uint8Array | Float64Array>(values: Values, key: number): Values {
  const length = Math.max(values.length * 2, key + 1);
  const grown = new (values.constructor as new (length: number) => Values)(length);
  grown.set(values);
  return grown;
}
