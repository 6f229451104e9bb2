import type { ConversationFilter, ConversationRow } from '../../api/desk.ts';

/**
 * Whether a row still belongs to a list, judged in the page so that what was done shows at once. Label and unread as the row says; who `me`
 * is, the caller knows. The server's next answer has the last word.
 */
export function matchesFilter(row: ConversationRow, filter: ConversationFilter, myAgentId: number | null): boolean {
  const { life, assignee, teamId, channelId, labelId, contactId, turn, priority, unread } = filter;
  if (life === undefined ? row.life === 'spam' : !life.includes(row.life)) return false;
  if (assignee === 'me' && row.assigneeId !== myAgentId) return false;
  if (assignee === 'nobody' && row.assigneeId !== null) return false;
  if (typeof assignee === 'number' && row.assigneeId !== assignee) return false;
  if (teamId !== undefined && row.teamId !== teamId) return false;
  if (channelId !== undefined && row.channelId !== channelId) return false;
  if (labelId !== undefined && !row.labelIds.includes(labelId)) return false;
  if (contactId !== undefined && row.counterpart?.contactId !== contactId) return false;
  if (turn !== undefined && row.turn !== turn) return false;
  if (priority !== undefined && row.priority !== priority) return false;
  return unread === undefined || row.isUnread === unread;
}
