import type { RowBehind } from '#core/analytics/index.ts';
import type { ReportRow } from '../schemas/reports.ts';

export function renderReportRow({ conversationId, messageId, at, subject, type, status, classification, from, agentId, agentName, channelId, channelName, businessSeconds, rawSeconds, isOutlier, isWithinGoal }: RowBehind): ReportRow {
  return { conversationId, messageId, at, subject, type, status, classification, from: from && { name: from.name, address: from.address }, agentId, agentName, channelId, channelName, businessSeconds, rawSeconds, isOutlier, isWithinGoal };
}
