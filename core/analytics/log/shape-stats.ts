import type { DayStats, DirectionStats, DurationStats, GoalStats, LabelCount, LogStats, StatName } from './stats.ts';

type Leaf = (name: StatName) => number | null;
export type BandCounts = Readonly<Record<'overallReply' | 'initialReply' | 'close', readonly { readonly seconds: number; readonly within: number; readonly withinRaw: number }[]>>;

/** The tree of the leaves. A mean over nothing is null, everything else is a number. */
export function shapeStats(leaf: Leaf, labels: readonly LabelCount[], bands: BandCounts, days: readonly DayStats[]): LogStats {
  const number = (name: StatName) => leaf(name) ?? 0;
  const direction = (side: 'received' | 'sent'): DirectionStats => ({
    count: number(`messages.${side}.count`),
    initial: number(`messages.${side}.initial`),
    replies: number(`messages.${side}.replies`),
    forward: number(`messages.${side}.forward`),
    followUp: number(`messages.${side}.followUp`),
    initialReplies: number(`messages.${side}.initialReplies`),
    byWeekday: ([0, 1, 2, 3, 4, 5, 6] as const).map((day) => number(`messages.${side}.byWeekday.${day}`)),
    byHour: Array.from({ length: 24 }, (_, hour) => number(`messages.${side}.byHour.${hour}`)),
  });
  return {
    threads: {
      total: number('threads.total'),
      internal: number('threads.internal'),
      inbound: number('threads.inbound'),
      outbound: number('threads.outbound'),
      sentInternally: number('threads.sentInternally'),
      awaitCustomer: number('threads.awaitCustomer'),
      awaitAgent: number('threads.awaitAgent'),
      closed: number('threads.closed'),
      haveReplies: number('threads.haveReplies'),
      haveRepliesFromAgents: number('threads.haveRepliesFromAgents'),
      haveNoRepliesFromAgents: number('threads.haveNoRepliesFromAgents'),
      completion: {
        ratio: number('threads.completion.ratio'),
        numerator: number('threads.completion.numerator'),
        denominator: number('threads.completion.denominator'),
      },
      labels: { total: number('threads.labels.total'), list: labels },
    },
    messages: {
      count: number('messages.count'),
      initial: number('messages.initial'),
      replies: number('messages.replies'),
      forward: number('messages.forward'),
      followUp: number('messages.followUp'),
      received: direction('received'),
      sent: direction('sent'),
    },
    overallReply: { ...duration(leaf, 'overallReply'), ...goal(leaf, 'overallReply'), bands: bands.overallReply },
    initialReply: { ...duration(leaf, 'initialReply'), ...goal(leaf, 'initialReply'), bands: bands.initialReply },
    forward: duration(leaf, 'forward'),
    close: { ...duration(leaf, 'close'), ...goal(leaf, 'close'), bands: bands.close },
    days,
  };
}

/** One day of them; the names are those of the whole. */
export function shapeDay(day: string, leaf: Leaf): DayStats {
  const number = (name: StatName) => leaf(name) ?? 0;
  return {
    day,
    threads: { total: number('threads.total'), inbound: number('threads.inbound'), outbound: number('threads.outbound'), internal: number('threads.internal') },
    messages: { count: number('messages.count'), received: number('messages.received.count'), sent: number('messages.sent.count') },
    overallReply: { ...duration(leaf, 'overallReply'), ...goal(leaf, 'overallReply') },
    initialReply: { ...duration(leaf, 'initialReply'), ...goal(leaf, 'initialReply') },
    forward: duration(leaf, 'forward'),
    close: { ...duration(leaf, 'close'), ...goal(leaf, 'close') },
  };
}

function duration(leaf: Leaf, metric: 'overallReply' | 'initialReply' | 'forward' | 'close'): DurationStats {
  return { mean: leaf(`${metric}.mean`), meanRaw: leaf(`${metric}.meanRaw`), count: leaf(`${metric}.count`) ?? 0, outliers: leaf(`${metric}.outliers`) ?? 0 };
}

function goal(leaf: Leaf, metric: 'overallReply' | 'initialReply' | 'close'): GoalStats {
  return { withinGoal: leaf(`${metric}.withinGoal`) ?? 0, overGoal: leaf(`${metric}.overGoal`) ?? 0, excluded: leaf(`${metric}.excluded`) ?? 0 };
}
