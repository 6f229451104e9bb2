import type { Tx } from '#storage/index.ts';
import { applyHistogram, setRanks, type CountedFigures } from '../figures/count-in-facts.ts';
import { figureGroups, type FigureGroup } from '../figures/figure-groups.ts';
import type { FigureOrder } from '../figures/figure-order.ts';
import { addValues } from '../figures/figure-values.ts';
import type { FigureSplit } from '../figures/figures.ts';
import { sortTallies } from '../figures/sort-tallies.ts';
import { emptyTallies, type Tallies } from '../figures/tally.ts';
import { isRankedSplit } from '../figures/top-keys.ts';
import type { LogContext } from '../log/log-context.ts';
import { isMonthAtMost, periodDays } from '../log/period-days.ts';
import type { AccountColumns } from './account-columns.ts';
import { codesOf } from './codes-of.ts';
import type { FigureDefinitions, FigureSlots } from './figure-slots.ts';
import { readFilterSets } from './filter-sets.ts';
import { groupRows } from './group-rows.ts';
import { groupsByKey, ranksOf, spansByKey, type CountedGroups } from './grouped-by-key.ts';
import { rankKeys } from './rank-keys.ts';
import { splitKeys, usualNamedMax, type SplitKeys } from './split-keys.ts';

export interface FigureCount { readonly context: LogContext; readonly split: FigureSplit | undefined; readonly order: FigureOrder }

/** What `countInFacts` and `countTopKeys` count, in the columns as they are: `tx` reads what the filter asks of other tables. */
export async function countFigures(tx: Tx, columns: AccountColumns, definitions: FigureDefinitions, { context, split, order }: FigureCount, { namedMax = usualNamedMax }: { readonly namedMax?: number } = {}): Promise<CountedFigures> {
  const { segments, dictionaries } = columns;
  const groups = figureGroups(context);
  const isExact = isMonthAtMost(periodDays(context.filter));
  const sets = await readFilterSets(tx, context, dictionaries);
  const slots = new Map<FigureGroup['name'], FigureSlots>();
  for (const group of groups) slots.set(group.name, await definitions.read(tx, context, group, codesOf(segments, context, group)));
  const rows = segments.flatMap((segment) => groupRows(segment, groups, context, sets, dictionaries));
  const keys = await splitKeys(tx, context, dictionaries, rows, split, namedMax);
  const ranked = isRankedSplit(split, order) ? rankKeys(rows, keys, slots, order) : null;
  const counted = groups.map((group) => groupsByKey(rows.filter((each) => each.group.name === group.name), keys, slots.get(group.name)!, { isExact, shown: ranked?.shown ?? null }));
  const tallies = shape(groups, counted, keys, slots, isExact);
  return { keys: ranked?.keys ?? tallies.size, rows: sortTallies([...tallies], order), isExact };
}

/** Groups to figures: each adds to the figures that count its code, under each of its keys. */
function shape(groups: readonly FigureGroup[], counted: readonly CountedGroups[], keys: SplitKeys, slots: ReadonlyMap<FigureGroup['name'], FigureSlots>, isExact: boolean): Map<string, Tallies> {
  const tallies = new Map<string, Tallies>();
  for (const [at, group] of groups.entries()) {
    for (const [key, values] of counted[at]!.values(keys, group, slots.get(group.name)!)) {
      const own = tallies.get(key) ?? emptyTallies();
      tallies.set(key, own);
      addValues(own, group, values);
    }
  }
  for (const [at, group] of groups.entries()) {
    if (group.metrics.length === 0) continue;
    const spans = spansByKey(counted[at]!, group.metrics.length, keys);
    for (const [key, own] of tallies) {
      if (isExact) setRanks(own, group, spans.flatMap(({ lists }) => ranksOf(lists.get(key) ?? [])));
      else for (const [metric, { metric: name }] of group.metrics.entries()) {
        const histogram = spans[metric]!.histograms.get(key);
        if (histogram) applyHistogram(own, name, histogram);
      }
    }
  }
  return tallies;
}

