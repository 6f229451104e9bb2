import { allOf, sql, type Sql } from '#storage/index.ts';
import { conversationSelection } from '../log/conversation-selection.ts';
import type { LogContext } from '../log/log-context.ts';
import { messageSelection } from '../log/message-selection.ts';
import type { FigureGroup } from './figure-groups.ts';

/** The filter's rows of the group, whatever their day: `inPeriod` asks for that. */
export function figureSelection(context: LogContext, group: FigureGroup): Sql {
  return group.unit === 'messages' ? messageSelection(context) : conversationSelection(anyDay(context));
}

/** The row happened on one of the filter's days. */
export function inPeriod({ range }: LogContext, { at, within }: FigureGroup): Sql {
  return allOf([within,
    ...(range.from === null ? [] : [sql`${at} >= ${range.from}::timestamptz`]),
    ...(range.before === null ? [] : [sql`${at} < ${range.before}::timestamptz`])]);
}

/** The same filter without its days. */
export function anyDay(context: LogContext): LogContext {
  return { ...context, range: { from: null, before: null } };
}
