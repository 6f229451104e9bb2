export type {
  Classification, DealFilter, LogFilter, LogPage, Party, ReplyPresence, ThreadStatus, ThreadType,
} from './log-filter.ts';
export type { ConversationLogRow, LogAddress, LogDeal, LogResult, MessageLogRow } from './log-rows.ts';
export type { BandStats, DayStats, DirectionStats, DurationStats, GoalStats, LabelCount, LogStats, StatName } from './stats.ts';
export { resolveParty, type PartyType } from './resolve-party.ts';
export { findConversationLog } from './find-conversation-log.ts';
export { findMessageLog } from './find-message-log.ts';
export { countStats } from './count-stats.ts';
export { findStatBreakdown, type StatBreakdown } from './find-stat-breakdown.ts';
export { isStatName, statNames } from './stat-definitions.ts';
export type { StatUnit } from './stat-definition.ts';
export { findConversationByMailId } from './find-conversation-by-mail-id.ts';
export { findConversationsBySubjectOrAddress, foundMax } from './find-conversations-by-subject-or-address.ts';
export { previewReplyGoals, type ReplyGoalsPreview } from './preview-reply-goals.ts';
export { changeReplyGoals, getReplyGoals, setReplyGoals, type ReplyGoals } from './reply-goals.ts';
