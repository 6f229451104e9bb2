import type { LogPage } from '../ports.ts';
import type { PageQuery } from '../schemas/log-query.ts';
import type { StatEntry } from '../stats/stat-entry.ts';
import { parseLogPage } from './log-page.ts';
import { messageSort, threadSort } from './sort-columns.ts';

/** Core's stats whose rows are messages; all others open conversations. */
const opensMessages = /^(?:days\.[^.]+\.)?(?:messages|overallReply|forward)\./;

export function breakdownKind(stat: StatEntry): 'conversations' | 'messages' {
  return opensMessages.test(stat.core) ? 'messages' : 'conversations';
}

/**
 * The page of a breakdown. The document sends the conversations' default column with every stat, so either default means "newest" in
 * both kinds of rows; other columns must be those of the rows that the stat opens.
 */
export function parseBreakdownPage(query: PageQuery, stat: StatEntry): LogPage {
  const [columns, newest] = breakdownKind(stat) === 'messages' ? [messageSort, 'date_time'] as const : [threadSort, 'last_received_at_date_time'] as const;
  const sortBy = query.sort_by === 'last_received_at_date_time' || query.sort_by === 'date_time' ? newest : query.sort_by;
  return parseLogPage({ ...query, ...(sortBy === undefined ? {} : { sort_by: sortBy }) }, columns, newest);
}
