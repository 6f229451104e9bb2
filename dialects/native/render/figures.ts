import type { FigureRow as CoreRow, SpanFigures as CoreSpans } from '#core/analytics/index.ts';
import type { FigureRow, SpanFigures } from '../schemas/reports.ts';

export function renderFigures({ key, label, conversations, messages, replyRate, firstReply, overallReply, close, forward }: CoreRow): FigureRow {
  const { total, inbound, outbound, internal, awaitAgent, awaitCustomer, closed, answered } = conversations;
  return {
    key, label, replyRate, conversations: { total, inbound, outbound, internal, awaitAgent, awaitCustomer, closed, answered },
    messages: { total: messages.total, received: messages.received, sent: messages.sent, initial: messages.initial, replies: messages.replies, forwards: messages.forwards, followUps: messages.followUps },
    firstReply: spans(firstReply), overallReply: spans(overallReply), close: spans(close), forward: spans(forward),
  };
}

function spans({ count, outliers, mean, meanRaw, median, p90, withinGoal, overGoal, excluded, bands }: CoreSpans): SpanFigures {
  return { count, outliers, mean, meanRaw, median, p90, withinGoal, overGoal, excluded, bands: bands.map(({ over, upTo, count: inBand }) => ({ over, upTo, count: inBand })) };
}
