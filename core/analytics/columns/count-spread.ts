import type { Tx } from '#storage/index.ts';
import { figureGroups } from '../figures/figure-groups.ts';
import type { FigureMetric } from '../figures/figures.ts';
import type { LogContext } from '../log/log-context.ts';
import type { AccountColumns } from './account-columns.ts';
import { codesOf } from './codes-of.ts';
import type { FigureDefinitions } from './figure-slots.ts';
import { readFilterSets } from './filter-sets.ts';
import { groupRows } from './group-rows.ts';
import { edgesBelow } from './judge-spans.ts';

export interface SpreadCount { readonly context: LogContext; readonly metric: FigureMetric; /** Whole seconds, ascending. */ readonly edges: readonly number[] }
/** How many spans lie between the edges, the last ones over all of them; and how many outliers are in none. */
export interface CountedSpread { readonly counts: readonly number[]; readonly outliers: number }

/** What `findSpread` counts, in the columns as they are. */
export async function countSpread(tx: Tx, { segments, dictionaries }: AccountColumns, definitions: FigureDefinitions, { context, metric, edges }: SpreadCount): Promise<CountedSpread> {
  const group = figureGroups(context).find(({ metrics }) => metrics.some((each) => each.metric === metric))!;
  const sets = await readFilterSets(tx, context, dictionaries);
  const slots = await definitions.read(tx, context, group, codesOf(segments, context, group));
  const [isMeant, isOutlier] = [slots.counts(`${metric}.count`), slots.counts(`${metric}.outliers`)];
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  let outliers = 0;
  for (const { first, end, isCounted, codeOf, spans } of segments.flatMap((segment) => groupRows(segment, [group], context, sets, dictionaries))) {
    for (let at = first; at < end; at += 1) {
      if (isCounted[at] === 0) continue;
      const code = codeOf(at);
      if (isOutlier[code] === 1) outliers += 1;
      else if (isMeant[code] === 1) counts[edgesBelow(edges, spans!.business[at]!)]! += 1;
    }
  }
  return { counts, outliers };
}
