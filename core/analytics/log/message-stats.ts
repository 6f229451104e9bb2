import { sql, type Sql } from '#storage/index.ts';
import { durationStats, goalStats } from './duration-stats.ts';
import type { StatDefinition } from './stat-definition.ts';
import type { StatName } from './stats.ts';

const isReply = sql`r.class IN ('reply', 'reply-all')`;
const classes: readonly (readonly ['initial' | 'replies' | 'forward' | 'followUp', Sql])[] = [
  ['initial', sql`r.class = 'first'`],
  ['replies', isReply],
  ['forward', sql`r.class = 'forward'`],
  ['followUp', sql`r.class = 'follow-up'`],
];

function count(name: StatName, rows: Sql): StatDefinition {
  return { name, unit: 'messages', kind: 'count', rows };
}

function direction(side: 'received' | 'sent', is: Sql, initialReply: Sql): StatDefinition[] {
  return [
    count(`messages.${side}.count`, is),
    ...classes.map(([leaf, rows]) => count(`messages.${side}.${leaf}`, sql`${is} AND ${rows}`)),
    count(`messages.${side}.initialReplies`, sql`${is} AND ${initialReply}`),
    ...([0, 1, 2, 3, 4, 5, 6] as const).map((day) => count(`messages.${side}.byWeekday.${day}`, sql`${is} AND r.week_hour / 24 = ${sql.lit(day)}`)),
    ...Array.from({ length: 24 }, (_, hour) => count(`messages.${side}.byHour.${hour}`, sql`${is} AND r.week_hour % 24 = ${sql.lit(hour)}`)),
  ];
}

/** A message that took time: part of the figures, with a message before it. */
const timed = sql`r.sent AND r.included AND r.timed`;
/** The spans of all replies. */
export const replySpans = { unit: 'messages', rows: sql`${timed} AND ${isReply}`, isOutlier: sql`r.outlier`, business: sql`r.business`, raw: sql`r.raw` } as const;
export const forwardSpans = { ...replySpans, rows: sql`${timed} AND r.class = 'forward'` } as const;

export const messageStats: readonly StatDefinition[] = [
  count('messages.count', sql`true`),
  ...classes.map(([leaf, rows]) => count(`messages.${leaf}`, rows)),
  ...direction('received', sql`r.received`, sql`r.first_received`),
  ...direction('sent', sql`r.sent`, sql`r.initial_reply`),
  ...durationStats('overallReply', replySpans),
  ...goalStats('overallReply', replySpans, sql`r.in_goal`),
  ...durationStats('forward', forwardSpans),
];
