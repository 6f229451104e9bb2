import type { ConversationFilter as CoreFilter } from '#core/desk/index.ts';
import type { ConversationFilter } from '../schemas/conversation-filter.ts';

/** A filter of the wire as core takes it. */
export function toCoreFilter({ life, assignee, teamId, channelId, labelId, contactId, turn, priority, unread }: ConversationFilter): CoreFilter {
  return {
    ...(life && { lives: life }),
    ...(assignee !== undefined && { assignee }),
    ...(teamId !== undefined && { teamId }),
    ...(channelId !== undefined && { channelId }),
    ...(labelId !== undefined && { labelId }),
    ...(contactId !== undefined && { contactId }),
    ...(turn !== undefined && { turn }),
    ...(priority !== undefined && { priority: priority as 0 | 1 | 2 | 3 | 4 }),
    ...(unread !== undefined && { isUnread: unread }),
  };
}
