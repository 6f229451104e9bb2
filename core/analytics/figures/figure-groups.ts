import { sql, type Sql } from '#storage/index.ts';
import { closeSpans, initialReplySpans } from '../log/conversation-stats.ts';
import type { Spans } from '../log/duration-stats.ts';
import type { Goals, LogContext } from '../log/log-context.ts';
import { forwardSpans, replySpans } from '../log/message-stats.ts';
import { typeCode } from '../log/traits.ts';
import type { FigureMetric, FigureName } from './figures.ts';

/** Rows that fall into the period by one instant, and what is counted of them. `rows` reads the columns of a selection's row `r`. */
export interface FigureGroup {
  readonly name: 'messages' | 'conversations' | 'firstReply' | 'close';
  readonly unit: 'messages' | 'conversations';
  /** When the row happened: its day is this instant's. */
  readonly at: Sql;
  /** Whose it is. */
  readonly agentId: Sql;
  /** 0 inbound, 1 outbound, 2 internal. */
  readonly direction: Sql;
  /** Rows that none of the counts and metrics counts; they need not be read. */
  readonly within: Sql;
  readonly counts: readonly (readonly [FigureName, Sql])[];
  readonly metrics: readonly FigureSpans[];
}

export interface FigureSpans extends Spans {
  readonly metric: FigureMetric;
  /** Null: the metric has no goals. */
  readonly inGoal: Sql | null;
  readonly bands: readonly number[];
  /** The number of the band of `bands` that the span falls into. */
  readonly band: Sql;
  /** Of `span_bucket`. */
  readonly bucket: Sql;
}

const yes = sql`true`;
const goalOf = { firstReply: 'firstReply', overallReply: 'overall', close: 'close' } as const satisfies Record<Exclude<FigureMetric, 'forward'>, keyof Goals>;

/** Every figure once, by the kind of row that it counts. */
export function figureGroups(context: LogContext): readonly FigureGroup[] {
  const bands = (metric: keyof typeof goalOf) => context.goals.at(-1)?.body[goalOf[metric]].bands ?? [];
  const ofMessage = { band: sql`r.band`, bucket: sql`r.bucket` };
  const ofConversation = { agentId: sql`r.first_reply_agent_id`, direction: typeCode(sql`r.traits`), unit: 'conversations' } as const;
  return [
    {
      name: 'messages', unit: 'messages', at: sql`r.at`, agentId: sql`r.agent_id`, direction: typeCode(sql`r.traits`), within: yes,
      counts: [
        ['messages.total', yes], ['messages.received', sql`r.received`], ['messages.sent', sql`r.sent`], ['messages.initial', sql`r.class = 'first'`],
        ['messages.replies', sql`r.class IN ('reply', 'reply-all')`], ['messages.forwards', sql`r.class = 'forward'`], ['messages.followUps', sql`r.class = 'follow-up'`],
      ],
      metrics: [
        { metric: 'overallReply', ...replySpans, ...ofMessage, inGoal: sql`r.in_goal`, bands: bands('overallReply') },
        { metric: 'forward', ...forwardSpans, ...ofMessage, inGoal: null, bands: [] },
      ],
    },
    {
      name: 'conversations', at: sql`r.started_at`, ...ofConversation, within: yes,
      counts: [
        ['conversations.total', yes], ['conversations.inbound', sql`r.type = 'inbound'`], ['conversations.outbound', sql`r.type = 'outbound'`],
        ['conversations.internal', sql`r.type = 'internal'`], ['conversations.awaitAgent', sql`r.status = 'await-agent'`],
        ['conversations.awaitCustomer', sql`r.status = 'await-customer'`], ['conversations.closed', sql`r.status = 'closed'`],
        ['conversations.answered', sql`r.type = 'inbound' AND r.first_reply_id IS NOT NULL`],
      ],
      metrics: [],
    },
    {
      name: 'firstReply', at: sql`r.first_reply_at`, ...ofConversation, within: sql`r.first_reply_at IS NOT NULL`, counts: [],
      metrics: [{ metric: 'firstReply', ...initialReplySpans, inGoal: sql`r.in_first_reply_goal`, bands: bands('firstReply'), band: sql`r.first_band`, bucket: sql`r.initial_bucket` }],
    },
    {
      name: 'close', at: sql`r.ended_at`, ...ofConversation, within: sql`r.ended_at IS NOT NULL`, counts: [],
      metrics: [{ metric: 'close', ...closeSpans, inGoal: sql`r.in_close_goal`, bands: bands('close'), band: sql`r.close_band`, bucket: sql`r.close_bucket` }],
    },
  ];
}

/** Which rows of the group each of its figures counts. */
export function rowsOfFigures({ counts, metrics }: FigureGroup): ReadonlyMap<FigureName, Sql> {
  return new Map<FigureName, Sql>([...counts, ...metrics.flatMap((spans) => [...rowsOfSpans(spans)])]);
}

function rowsOfSpans(spans: FigureSpans): ReadonlyMap<FigureName, Sql> {
  const { metric, rows, isOutlier, inGoal, bands, band } = spans;
  const meant = sql`${rows} AND NOT ${isOutlier}`;
  return new Map<FigureName, Sql>([
    [`${metric}.count`, meant],
    [`${metric}.outliers`, sql`${rows} AND ${isOutlier}`],
    [`${metric}.withinGoal`, inGoal ? sql`${meant} AND ${inGoal}` : sql`false`],
    [`${metric}.overGoal`, inGoal ? sql`${meant} AND NOT ${inGoal}` : sql`false`],
    [`${metric}.excluded`, inGoal ? sql`${meant} AND ${inGoal} IS NULL` : meant],
    ...bandEdges(bands).map((_, at) => [`${metric}.bands.${at}`, sql`${meant} AND ${band} = ${sql.lit(at)}`] as [FigureName, Sql]),
  ]);
}

/** The bands between the edges, the last one without end; none without edges. */
export function bandEdges(edges: readonly number[]): { over: number; upTo: number | null }[] {
  if (edges.length === 0) return [];
  return [...edges, null].map((upTo, at) => ({ over: edges[at - 1] ?? 0, upTo }));
}
