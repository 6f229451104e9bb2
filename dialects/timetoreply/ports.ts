import type { Act } from '#core/kernel/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import type { TokenPrincipal } from '#core/accounts/index.ts';
import type { GoalSetting } from '#core/settings/index.ts';
import type { LogFilter, LogPage, Party } from '#core/analytics/log/log-filter.ts';
import type { ConversationLogRow, LogResult, MessageLogRow } from '#core/analytics/log/log-rows.ts';
import type { LogStats, StatName } from '#core/analytics/log/stats.ts';

export type { Classification, LogFilter, LogPage, Party, ReplyPresence } from '#core/analytics/log/log-filter.ts';
export type { ConversationLogRow, LogAddress, LogResult, MessageLogRow } from '#core/analytics/log/log-rows.ts';
export type { DirectionStats, DurationStats, GoalStats, LogStats, StatName } from '#core/analytics/log/stats.ts';
export type { GoalSetting } from '#core/settings/index.ts';

export interface ReplyGoals { readonly firstReply: GoalSetting; readonly overall: GoalSetting; readonly close: GoalSetting }

/** What a name may stand for; `any`: the caller did not say. */
export type PartyType = 'internal' | 'anybody' | 'agent' | 'team' | 'group-mailbox' | 'contact' | 'contact-group' | 'lead-source' | 'any';

export type StatBreakdown =
  | ({ readonly kind: 'conversations' } & LogResult<ConversationLogRow>)
  | ({ readonly kind: 'messages' } & LogResult<MessageLogRow>);

/** Everything of core that this dialect calls. Its wire is tested against fakes of it. */
export interface Ports {
  authenticateToken(database: Database, attempt: { readonly secret: unknown; readonly dialect: string; readonly now: string }): Promise<TokenPrincipal | null>;
  /** null: there is nothing of that name. */
  resolveParty(tx: Tx, name: string, type: PartyType): Promise<Party | null>;
  findConversationLog(tx: Tx, filter: LogFilter, page: LogPage): Promise<LogResult<ConversationLogRow>>;
  findMessageLog(tx: Tx, filter: LogFilter, page: LogPage): Promise<LogResult<MessageLogRow>>;
  countStats(tx: Tx, filter: LogFilter): Promise<LogStats>;
  findStatBreakdown(tx: Tx, filter: LogFilter, stat: StatName, page: LogPage): Promise<StatBreakdown>;
  findConversationByMailId(tx: Tx, mailId: string): Promise<ConversationLogRow | null>;
  closeConversations(tx: Tx, act: Act, ids: readonly number[]): Promise<readonly number[]>;
  getReplyGoals(tx: Tx): Promise<ReplyGoals>;
  setReplyGoals(tx: Tx, act: Act, goals: ReplyGoals): Promise<ReplyGoals>;
}
