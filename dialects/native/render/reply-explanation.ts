import type { CountedSpan, ReplyExplanation as CoreExplanation } from '#core/analytics/index.ts';
import type { ReplyExplanation } from '../schemas/reports.ts';

export function renderReplyExplanation(of: CoreExplanation, zone: string): ReplyExplanation {
  const { messageId, conversationId, subject, at, type, classification, agentId, agentName, isIncluded, excludedBecause, isInitialReply, isOutlier, slaSeconds, calendar, goals, held, isCurrent } = of;
  return {
    messageId, conversationId, subject, at, type, classification, agentId, agentName, isIncluded, excludedBecause, isInitialReply, isOutlier,
    span: of.span && renderSpan(of.span), slaSeconds, wait: of.wait && renderSpan(of.wait),
    calendar: calendar && { id: calendar.id, name: calendar.name, versions: calendar.versions.map(({ version, validFrom, zone: its }) => ({ version, validFrom, zone: its })) },
    goals: { first: goals.first, reply: goals.reply },
    held: held && { rawSeconds: held.rawSeconds, businessSeconds: held.businessSeconds, waitRawSeconds: held.waitRawSeconds, waitBusinessSeconds: held.waitBusinessSeconds },
    isCurrent, zone,
  };
}

function renderSpan({ fromMessageId, from, to, rawSeconds, businessSeconds, businessAgentSeconds, intervals, isCut }: CountedSpan): NonNullable<ReplyExplanation['span']> {
  return { fromMessageId, from, to, rawSeconds, businessSeconds, businessAgentSeconds, intervals: intervals.map((one) => ({ from: one.from, to: one.to, seconds: one.seconds, version: one.version })), isCut };
}
