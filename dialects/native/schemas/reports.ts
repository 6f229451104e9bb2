import { Type, type Static } from '@sinclair/typebox';
import { figureMetrics, figureSplits } from '#core/analytics/index.ts';
import { pageQuery, PageOf } from '../paging.ts';
import { classifications, reportFilterQuery, threadStatuses, threadTypes } from './report-filter.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Count = Type.Integer({ minimum: 0 });
const Seconds = Nullable(Type.Number({ minimum: 0, description: 'Seconds; null: over nothing' }));
const Whole = Type.Integer({ description: 'Whole seconds' });
const Metric = OneOf(figureMetrics);
const Split = OneOf(figureSplits, { description: 'A partition for every split but label and team, where a row may stand under several keys' });

const Band = Closed({ over: Whole, upTo: Nullable(Whole), count: Count });
const SpanFigures = Closed({
  count: Type.Integer({ minimum: 0, description: 'Spans that count; outliers stand beside them and are in nothing else here' }),
  outliers: Count,
  mean: Seconds, meanRaw: Seconds, median: Seconds, p90: Seconds,
  withinGoal: Count, overGoal: Count, excluded: Type.Integer({ minimum: 0, description: 'Had no goal. withinGoal + overGoal + excluded = count' }),
  bands: Type.Array(Band, { description: 'By the bands of the goals in force now; they add up to count. Empty: there are none' }),
});
export type SpanFigures = Static<typeof SpanFigures>;

const figures = {
  conversations: Closed({ total: Count, inbound: Count, outbound: Count, internal: Count, awaitAgent: Count, awaitCustomer: Count, closed: Count, answered: Count }),
  messages: Closed({ total: Count, received: Count, sent: Count, initial: Count, replies: Count, forwards: Count, followUps: Count }),
  replyRate: Nullable(Type.Number({ description: 'Inbound conversations with a first reply, percent with two decimals; null without any' })),
  firstReply: SpanFigures, overallReply: SpanFigures, close: SpanFigures, forward: SpanFigures,
};

export const FigureRow = Closed({
  key: Nullable(Type.String({ description: 'day, week (its Monday) "2026-03-30", month "2026-03", hour-weekday "0-13" (0 = Monday), an id, a domain or a direction; null: all, or under no key' })),
  label: Type.String({ description: 'The name behind an id' }),
  ...figures,
});
export type FigureRow = Static<typeof FigureRow>;

export const FiguresQuery = Type.Object({
  ...reportFilterQuery,
  split: Type.Optional(Split),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, description: 'Keys at most, of splits that are not of time; default 100' })),
  sort: Type.Optional(Type.String({ maxLength: 40, description: 'key, conversations, messages, received, sent, or <metric>.<count, mean, median or p90>' })),
  order: Type.Optional(OneOf(['asc', 'desc'])),
});
export const FiguresAnswer = Closed({
  zone: Type.String(), completeUntil: Type.String({ description: 'RFC 3339: everything stored before is counted' }), percentiles: OneOf(['exact', 'within 4 %'], { description: 'Counts, means, goals and bands are exact in either case' }),
  rows: Type.Array(FigureRow), keys: Type.Integer({ minimum: 0, description: 'How many keys there are; more than rows where the limit cut' }),
});
export type FiguresAnswer = Static<typeof FiguresAnswer>;

export const SpreadQuery = Type.Object({ ...reportFilterQuery, metric: Metric });
export const Spread = Closed({ count: Count, outliers: Count, buckets: Type.Array(Band) });
export type Spread = Static<typeof Spread>;

export const ReportRowsQuery = Type.Object({
  ...reportFilterQuery,
  figure: Type.String({ maxLength: 60, description: 'A count of the figures, by its path: conversations.total, firstReply.overGoal, overallReply.bands.0' }),
  split: Type.Optional(Split),
  key: Type.Optional(Text(300, { description: 'With split: only the rows under this key; empty: those under none' })),
  over: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Only spans over so many business seconds' })),
  upTo: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Only spans of so many business seconds at most' })),
  order: Type.Optional(OneOf(['newest', 'slowest'], { description: 'newest: the last first (default); slowest: the longest span first' })),
  cursor: pageQuery.cursor,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Default 50' })),
});
export const ReportRow = Closed({
  conversationId: Id, messageId: Nullable(Id), at: Type.String(), subject: Type.String(), type: OneOf(threadTypes), status: Nullable(OneOf(threadStatuses)), classification: Nullable(OneOf(classifications)),
  from: Nullable(Closed({ name: Type.String(), address: Type.String() })), agentId: Nullable(Id), agentName: Nullable(Type.String()), channelId: Id, channelName: Type.String(),
  businessSeconds: Nullable(Whole), rawSeconds: Nullable(Whole), isOutlier: Type.Boolean(), isWithinGoal: Nullable(Type.Boolean()),
});
export type ReportRow = Static<typeof ReportRow>;
export const ReportRows = Closed({
  unit: OneOf(['messages', 'conversations']), items: Type.Array(ReportRow), next: Nullable(Type.String()),
  count: Nullable(Count), isCapped: Type.Boolean({ description: 'There are more than count' }),
});
export type ReportRows = Static<typeof ReportRows>;

const scope = { channelId: Type.Optional(Id), teamId: Type.Optional(Id), agentId: Type.Optional(Id) };
export const AtRiskQuery = Type.Object({ ...scope, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Default 50' })) });
export const AtRiskAnswer = Closed({
  asOf: Instant, zone: Type.String(), goals: Closed({ firstReply: Nullable(Whole), reply: Nullable(Whole) }), late: Count, soon: Type.Integer({ minimum: 0, description: 'A quarter of the goal is left, or less' }), isCapped: Type.Boolean(),
  rows: Type.Array(Closed({
    conversationId: Id, subject: Type.String(), contactName: Nullable(Type.String()), channelId: Id, channelName: Type.String(), agentId: Nullable(Id), agentName: Nullable(Type.String()),
    waitingSince: Type.String(), isFirst: Type.Boolean({ description: 'Nobody has answered so far: the goal of first replies counts' }), goalSeconds: Whole,
    waitedSeconds: Type.Integer({ description: 'Business seconds' }), leftSeconds: Type.Integer({ description: 'Business seconds to the goal; below 0: over it' }), dueAt: Nullable(Type.String()),
  })),
});
export type AtRiskAnswer = Static<typeof AtRiskAnswer>;

export const WaitingContactsQuery = Type.Object({ ...scope, cursor: pageQuery.cursor, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Default 50' })) });
export const WaitingContacts = Closed({
  asOf: Instant, zone: Type.String(),
  ...PageOf(Closed({
    contactId: Nullable(Id), name: Nullable(Type.String()), address: Nullable(Type.String()), waitingSince: Type.String(), waitedSeconds: Whole, waitedBusinessSeconds: Whole,
    conversationId: Id, subject: Type.String(), conversations: Type.Integer({ minimum: 1, description: 'How many of theirs wait; 100 at most' }), channelName: Type.String(), agentId: Nullable(Id), agentName: Nullable(Type.String()),
  })).properties,
});
export type WaitingContacts = Static<typeof WaitingContacts>;

const CountedSpan = Closed({
  fromMessageId: Nullable(Id), from: Instant, to: Instant, rawSeconds: Whole, businessSeconds: Whole, businessAgentSeconds: Type.Integer({ description: 'Less the leave of who answered' }),
  intervals: Type.Array(Closed({ from: Instant, to: Instant, seconds: Whole, version: Nullable(Type.Integer()) })), isCut: Type.Boolean({ description: 'There are more than the 400 intervals shown' }),
});
const Held = Nullable(Whole);
export const ReplyExplanation = Closed({
  messageId: Id, conversationId: Id, subject: Type.String(), at: Type.String(), type: Nullable(OneOf(threadTypes)), classification: Nullable(OneOf(classifications)), agentId: Nullable(Id), agentName: Nullable(Type.String()),
  isIncluded: Type.Boolean(), excludedBecause: Nullable(Type.String()), isInitialReply: Type.Boolean(), isOutlier: Type.Boolean(),
  span: Nullable(CountedSpan), slaSeconds: Nullable(Type.Integer({ minimum: 0, description: 'What of the span of our mail lies in the hours of the SLA in force then; null: none was, or it is an incoming mail' })), wait: Nullable(CountedSpan),
  calendar: Nullable(Closed({ id: Id, name: Type.String(), versions: Type.Array(Closed({ version: Type.Integer(), validFrom: Nullable(Instant), zone: Type.String() })) })),
  goals: Closed({ first: Nullable(Whole), reply: Nullable(Whole) }),
  held: Nullable(Closed({ rawSeconds: Held, businessSeconds: Held, waitRawSeconds: Held, waitBusinessSeconds: Held })),
  isCurrent: Type.Boolean({ description: 'What the reports hold is what is counted here; false: it is being counted anew' }),
  zone: Type.String(),
});
export type ReplyExplanation = Static<typeof ReplyExplanation>;

export const ReportPageSettings = Closed({ showsLeaderboards: Type.Boolean() });
export type ReportPageSettings = Static<typeof ReportPageSettings>;

export const DealChoices = Closed({
  stages: Type.Array(Closed({ id: Id, label: Type.String(), pipeline: Type.String(), outcome: OneOf(['open', 'won', 'lost'] as const) })),
  owners: Type.Array(Closed({ id: Id, name: Type.String() })),
});
export type DealChoices = Static<typeof DealChoices>;
