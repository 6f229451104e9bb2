import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { CountedSpread } from '../columns/count-spread.ts';
import { countInColumns } from '../columns/use-figure-columns.ts';
import { figureGroups, type FigureGroup, type FigureSpans } from '../figures/figure-groups.ts';
import { figureSelection, inPeriod } from '../figures/figure-selection.ts';
import type { FigureMetric } from '../figures/index.ts';
import { prepareLog, type LogContext } from '../log/log-context.ts';
import type { LogFilter } from '../log/log-filter.ts';

/** Business seconds over `over` (the first bucket: from 0) and up to `upTo`; null: without end. */
export interface SpreadBucket { readonly over: number; readonly upTo: number | null; readonly count: number }
export interface Spread { readonly count: number; readonly outliers: number; readonly buckets: readonly SpreadBucket[] }

/** From a minute to a week of opening hours. */
const usualEdges = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 604_800];
const edgesMax = 40;
const secondsMax = 1_000_000_000;

/** One statement. `invalid` for edges that do not ascend. */
export async function findSpread(tx: Tx, act: Act, filter: LogFilter, metric: FigureMetric, edges: readonly number[] = usualEdges): Promise<Spread> {
  requirePermission(act, 'reports.read');
  checkEdges(edges);
  const context = await prepareLog(tx, filter);
  spansOf(context, metric); // refuses what is none, whoever counts
  const spread = await countInColumns(tx, 'spread', { context, metric, edges }) ?? await countSpreadBySql(tx, context, metric, edges);
  const buckets = [...edges, null].map((upTo, at) => ({ over: edges[at - 1] ?? 0, upTo, count: spread.counts[at] ?? 0 }));
  return { count: buckets.reduce((sum, { count }) => sum + count, 0), outliers: spread.outliers, buckets };
}

/** From the facts and by the database alone. */
export async function countSpreadBySql(tx: Tx, context: LogContext, metric: FigureMetric, edges: readonly number[]): Promise<CountedSpread> {
  const { group, spans } = spansOf(context, metric);
  // Of whole seconds, so one less counts the edges that lie below the span.
  const found = await tx.rows(sql<{ bucket: number | null; count: number }>`
    SELECT CASE WHEN ${spans.isOutlier} THEN NULL ELSE width_bucket(${spans.business} - 1, ${[...edges]}::int[]) END AS bucket, count(*)::int AS count
    FROM (${figureSelection(context, group)}) r WHERE ${spans.rows} AND ${inPeriod(context, group)} GROUP BY 1`);
  const counts = new Map(found.map(({ bucket, count }) => [bucket, count]));
  return { counts: Array.from({ length: edges.length + 1 }, (_, at) => counts.get(at) ?? 0), outliers: counts.get(null) ?? 0 };
}

function spansOf(context: LogContext, metric: FigureMetric): { readonly group: FigureGroup; readonly spans: FigureSpans } {
  const group = figureGroups(context).find(({ metrics }) => metrics.some((each) => each.metric === metric));
  const spans = group?.metrics.find((each) => each.metric === metric);
  if (!group || !spans) throw invalid('metric', `there is no metric "${String(metric)}"`, 'figure-unknown');
  return { group, spans };
}

function checkEdges(edges: readonly number[]): void {
  if (edges.length < 1 || edges.length > edgesMax) throw invalid('edges', `must be 1 to ${edgesMax}`, 'too-many-items', { max: edgesMax });
  for (const [at, edge] of edges.entries()) {
    if (!Number.isSafeInteger(edge) || edge < 1 || edge > secondsMax) throw invalid(`edges.${at}`, `must be whole seconds from 1 to ${secondsMax}`, 'out-of-range', { min: 1, max: secondsMax });
    if (edge <= (edges[at - 1] ?? 0)) throw invalid(`edges.${at}`, 'must be greater than the one before it', 'bands-ascend');
  }
}
