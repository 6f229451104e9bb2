import { sql } from '#storage/index.ts';

/** Of QueueRules, from queueTables. */
export const rulesColumns = sql`queues.id, queues.kind, queues.name, queues.menu_path_id AS "menuPathId", p.path AS "menuPath", queues.lang, queues.queue_group_id AS "queueGroupId",
  queues.priority, queues.aging_seconds AS "agingSeconds", queues.target_seconds AS "targetSeconds", queues.target_percent AS "targetPercent", queues.abandon_seconds AS "abandonSeconds",
  queues.calendar_id AS "calendarId", queues.mode, queues.offer_seconds AS "offerSeconds", queues.cascade_seconds AS "cascadeSeconds", queues.wrap_up_seconds AS "wrapUpSeconds",
  queues.before_work_seconds AS "beforeWorkSeconds", queues.direct_seconds AS "directSeconds", queues.transfer_wait_seconds AS "transferWaitSeconds",
  queues.callback_seconds AS "callbackSeconds", queues.closed_again_seconds AS "closedAgainSeconds", queues.wait_seconds_max AS "waitSecondsMax", queues.waiting_max AS "waitingMax", queues.is_sticky AS "isSticky",
  queues.bot_name AS "botName", queues.after_hours AS "afterHours", queues.over_capacity AS "overCapacity", queues.waited_too_long AS "waitedTooLong", queues.version`;

export const queueTables = sql`queues LEFT JOIN menu_paths p ON p.account_id = queues.account_id AND p.id = queues.menu_path_id`;
