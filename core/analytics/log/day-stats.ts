import { allOf, sql, type Sql } from '#storage/index.ts';
import { conversationConditions } from './conversation-conditions.ts';
import type { LogContext } from './log-context.ts';
import type { LogFilter } from './log-filter.ts';
import { messageConditions } from './message-selection.ts';
import type { StatUnit } from './stat-definition.ts';

const daysMax = 366;

/** The filter's days in order, where it has both ends and not too many; else none. */
export function daysOf({ fromDay, toDay }: Pick<LogFilter, 'fromDay' | 'toDay'>): string[] {
  if (fromDay === undefined || toDay === undefined) return [];
  const from = Temporal.PlainDate.from(fromDay);
  const count = from.until(Temporal.PlainDate.from(toDay), { largestUnit: 'days' }).days + 1;
  return count > daysMax ? [] : Array.from({ length: count }, (_, at) => from.add({ days: at }).toString());
}

/** A row `r` of the counted messages or conversations stands on the day: a message by its own, a conversation by that of its first counted message. */
export function standsOn(context: LogContext, unit: StatUnit, day: string): Sql {
  const { accountId, filter } = context;
  const at = unit === 'messages' ? sql`r.at` : sql`(
    SELECT min(mf.at) FROM message_facts mf JOIN conversation_facts cf ON cf.account_id = mf.account_id AND cf.conversation_id = mf.conversation_id
    WHERE mf.account_id = ${accountId} AND mf.conversation_id = r.conversation_id AND ${allOf([...messageConditions(context), ...conversationConditions(context)])})`;
  return sql`(${at} AT TIME ZONE ${filter.zone}::text)::date::text = ${day}`;
}
