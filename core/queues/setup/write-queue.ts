import { sql, type Sql } from '#storage/index.ts';
import type { RuleSettings } from './check-rules.ts';

export interface QueueRow extends RuleSettings { readonly menuPathId: number | null; readonly queueGroupId: number | null; readonly calendarId: number | null }

/** Columns and their values, for INSERT and UPDATE alike. */
export function queueValues(row: QueueRow): readonly (readonly [column: string, value: Sql])[] {
  const json = (value: object) => sql`${JSON.stringify(value)}::jsonb`;
  return [
    ['name', sql`${row.name}`], ['lang', sql`${row.lang}`], ['menu_path_id', sql`${row.menuPathId}`], ['queue_group_id', sql`${row.queueGroupId}`], ['calendar_id', sql`${row.calendarId}`],
    ['priority', sql`${row.priority}`], ['aging_seconds', sql`${row.agingSeconds}`], ['target_seconds', sql`${row.targetSeconds}`], ['target_percent', sql`${row.targetPercent}`],
    ['abandon_seconds', sql`${row.abandonSeconds}`], ['mode', sql`${row.mode}`], ['offer_seconds', sql`${row.offerSeconds}`], ['cascade_seconds', sql`${row.cascadeSeconds}`],
    ['wrap_up_seconds', sql`${row.wrapUpSeconds}`], ['before_work_seconds', sql`${row.beforeWorkSeconds}`], ['direct_seconds', sql`${row.directSeconds}`],
    ['transfer_wait_seconds', sql`${row.transferWaitSeconds}`], ['callback_seconds', sql`${row.callbackSeconds}`], ['closed_again_seconds', sql`${row.closedAgainSeconds}`], ['wait_seconds_max', sql`${row.waitSecondsMax}`], ['waiting_max', sql`${row.waitingMax}`],
    ['is_sticky', sql`${row.isSticky}`], ['bot_name', sql`${row.botName}`], ['after_hours', json(row.afterHours)], ['over_capacity', json(row.overCapacity)], ['waited_too_long', json(row.waitedTooLong)],
  ];
}
