import type { AtRiskRow, WaitingContact } from '#core/analytics/index.ts';
import type { AtRiskAnswer, WaitingContacts } from '../schemas/reports.ts';

export function renderAtRisk({ conversationId, subject, contactName, channelId, channelName, agentId, agentName, waitingSince, isFirst, goalSeconds, waitedSeconds, leftSeconds, dueAt }: AtRiskRow): AtRiskAnswer['rows'][number] {
  return { conversationId, subject, contactName, channelId, channelName, agentId, agentName, waitingSince, isFirst, goalSeconds, waitedSeconds, leftSeconds, dueAt };
}

export function renderWaitingContact({ contactId, name, address, waitingSince, waitedSeconds, waitedBusinessSeconds, conversationId, subject, conversations, channelName, agentId, agentName }: WaitingContact): WaitingContacts['items'][number] {
  return { contactId, name, address, waitingSince, waitedSeconds, waitedBusinessSeconds, conversationId, subject, conversations, channelName, agentId, agentName };
}
