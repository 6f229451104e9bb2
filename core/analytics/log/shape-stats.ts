import type { DirectionStats, DurationStats, GoalStats, LabelCount, LogStats, StatName } from './stats.ts';

/** The tree of the leaves. A mean over nothing is null, everything else is a number. */
export function shapeStats(leaf: (name: StatName) => number | null, labels: readonly LabelCount[]): LogStats {
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
  const duration = (metric: 'overallReply' | 'initialReply' | 'forward' | 'close'): DurationStats => ({
    mean: leaf(`${metric}.mean`), meanRaw: leaf(`${metric}.meanRaw`), count: number(`${metric}.count`), outliers: number(`${metric}.outliers`),
  });
  const goal = (metric: 'overallReply' | 'initialReply' | 'close'): GoalStats => ({
    withinGoal: number(`${metric}.withinGoal`), overGoal: number(`${metric}.overGoal`), excluded: number(`${metric}.excluded`),
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
    overallReply: { ...duration('overallReply'), ...goal('overallReply') },
    initialReply: { ...duration('initialReply'), ...goal('initialReply') },
    forward: duration('forward'),
    close: { ...duration('close'), ...goal('close') },
  };
}
