import { sql, type Tx } from '#storage/index.ts';
import { standsOn } from './day-stats.ts';
import { listConversations } from './list-conversations.ts';
import { listMessages } from './list-messages.ts';
import { prepareLog } from './log-context.ts';
import type { LogFilter, LogPage } from './log-filter.ts';
import type { ConversationLogRow, LogResult, MessageLogRow } from './log-rows.ts';
import { statDefinition } from './stat-definitions.ts';
import type { StatName } from './stats.ts';

export type StatBreakdown =
  | { readonly unit: 'conversations'; readonly result: LogResult<ConversationLogRow> }
  | { readonly unit: 'messages'; readonly result: LogResult<MessageLogRow> };

/**
 * One page of the rows behind a figure: those that countStats counts for it; for a mean the rows it is taken over, for a ratio those of
 * its denominator. Throws `invalid` for a name that is no figure.
 */
export async function findStatBreakdown(tx: Tx, filter: LogFilter, stat: StatName, page: LogPage): Promise<StatBreakdown> {
  const { unit, rows: counted, day } = statDefinition(stat);
  const context = await prepareLog(tx, filter, { withGoals: true });
  const rows = day === undefined ? counted : sql`${counted} AND ${standsOn(context, unit, day)}`;
  return unit === 'messages'
    ? { unit, result: await listMessages(tx, context, rows, page) }
    : { unit, result: await listConversations(tx, context, rows, page) };
}
