import { sql, type Tx } from '#storage/index.ts';
import { listMessages } from './list-messages.ts';
import { prepareLog } from './log-context.ts';
import type { LogFilter, LogPage } from './log-filter.ts';
import type { LogResult, MessageLogRow } from './log-rows.ts';

/** One page of the messages a filter counts, newest first unless told otherwise, and how many there are. */
export async function findMessageLog(tx: Tx, filter: LogFilter, page: LogPage): Promise<LogResult<MessageLogRow>> {
  return listMessages(tx, await prepareLog(tx, filter), sql`true`, page);
}
