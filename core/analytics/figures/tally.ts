import { bandEdges } from './figure-groups.ts';
import { figureMetrics, type FigureMetric, type FigureName, type FigureTree, type SpanFigures } from './figures.ts';

/** Sums, from which figures are shaped; means are not taken before everything is added up. */
export interface SpanTally {
  readonly count: number;
  readonly outliers: number;
  readonly business: number;
  readonly raw: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly withinGoal: number;
  readonly overGoal: number;
  readonly excluded: number;
  readonly bands: readonly number[];
}

export interface Tallies { readonly counts: Map<FigureName, number>; readonly spans: Map<FigureMetric, SpanTally> }

export function emptyTallies(): Tallies {
  return { counts: new Map(), spans: new Map() };
}

export type BandsOf = (metric: FigureMetric) => readonly number[];

/** FigureTree of the sums; what is not there counts 0. */
export function shapeFigures({ counts, spans }: Tallies, bandsOf: BandsOf): FigureTree {
  const count = (name: FigureName) => counts.get(name) ?? 0;
  const [inbound, answered] = [count('conversations.inbound'), count('conversations.answered')];
  return {
    conversations: {
      total: count('conversations.total'), inbound, outbound: count('conversations.outbound'), internal: count('conversations.internal'),
      awaitAgent: count('conversations.awaitAgent'), awaitCustomer: count('conversations.awaitCustomer'), closed: count('conversations.closed'), answered,
    },
    messages: {
      total: count('messages.total'), received: count('messages.received'), sent: count('messages.sent'), initial: count('messages.initial'),
      replies: count('messages.replies'), forwards: count('messages.forwards'), followUps: count('messages.followUps'),
    },
    replyRate: inbound === 0 ? null : Math.round((answered / inbound) * 10_000) / 100,
    ...Object.fromEntries(figureMetrics.map((metric) => [metric, shapeSpans(spans.get(metric), bandsOf(metric))])) as Record<FigureMetric, SpanFigures>,
  };
}

function shapeSpans(tally: SpanTally | undefined, edges: readonly number[]): SpanFigures {
  const count = tally?.count ?? 0;
  const mean = (sum: number | undefined) => (count === 0 || sum === undefined ? null : sum / count);
  return {
    count, outliers: tally?.outliers ?? 0, mean: mean(tally?.business), meanRaw: mean(tally?.raw), median: tally?.median ?? null, p90: tally?.p90 ?? null,
    withinGoal: tally?.withinGoal ?? 0, overGoal: tally?.overGoal ?? 0, excluded: tally?.excluded ?? 0,
    bands: bandEdges(edges).map((edge, at) => ({ ...edge, count: tally?.bands[at] ?? 0 })),
  };
}
