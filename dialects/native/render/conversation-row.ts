import type { ConversationRow as CoreRow } from '#core/desk/index.ts';
import { hasDeliveryProblem } from './delivery.ts';
import type { ConversationRow } from '../schemas/conversation.ts';

export function renderRow(row: CoreRow): ConversationRow {
  const { lastMessage } = row;
  return {
    id: row.id, uuid: row.uuid, channelId: row.channelId, kind: row.kind, subject: row.subject,
    counterpart: row.counterpart,
    lastMessage: lastMessage && { id: lastMessage.id, direction: lastMessage.direction, at: lastMessage.at, authorName: lastMessage.authorName, snippet: lastMessage.snippet },
    life: row.life as ConversationRow['life'], turn: row.turn, handler: row.handler, priority: row.priority,
    assigneeId: row.assigneeId, teamId: row.teamId, labelIds: [...row.labelIds], isUnread: row.isUnread,
    waitingSince: row.waitingSince, snoozedUntil: row.snoozedUntil, startedAt: row.startedAt, lastMessageAt: row.lastMessageAt, lastIncomingAt: row.lastIncomingAt,
    closedAt: row.closedAt, messageCount: row.messageCount, linkedTo: row.linkedTo,
    hasAttachments: lastMessage?.hasAttachments ?? false, hasDeliveryProblem: hasDeliveryProblem(row),
  };
}
