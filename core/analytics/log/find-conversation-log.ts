import { sql, type Tx } from '#storage/index.ts';
import { listConversations } from './list-conversations.ts';
import { prepareLog } from './log-context.ts';
import type { LogFilter, LogPage } from './log-filter.ts';
import type { ConversationLogRow, LogResult } from './log-rows.ts';

/** One page of the conversations a filter counts, the last written to first unless told otherwise, and how many there are. */
export async function findConversationLog(tx: Tx, filter: LogFilter, page: LogPage): Promise<LogResult<ConversationLogRow>> {
  return listConversations(tx, await prepareLog(tx, filter), sql`true`, page);
}
