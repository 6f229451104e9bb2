import { requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';
import { countGoals } from './count-goals.ts';
import type { Goals } from './log-context.ts';
import { checkReplyGoals, type ReplyGoals } from './reply-goals.ts';
import type { GoalStats } from './stats.ts';

/** Spans of the last days against the goals that were in force at their time, and against those that are only being written. */
export interface ReplyGoalsPreview {
  readonly days: number;
  /** No goals were ever set: the first ones judge the past, too. Later ones judge what ends from then on. */
  readonly judgesPast: boolean;
  readonly metrics: Readonly<Record<keyof Goals, { readonly inForce: GoalStats; readonly wanted: GoalStats }>>;
}

const days = 30;

/** What goals would have made of the last 30 days. Stores nothing; `invalid` as `setReplyGoals`. */
export async function previewReplyGoals(tx: Tx, act: Act, goals: ReplyGoals, zone: string): Promise<ReplyGoalsPreview> {
  requirePermission(act, 'settings.read');
  checkReplyGoals(goals);
  const versions = await getSettingVersions(tx, 'reply-goals');
  const now = Temporal.Instant.from(act.now).toZonedDateTimeISO(zone).toPlainDate();
  const filter = { fromDay: now.subtract({ days: days - 1 }).toString(), toDay: now.toString(), zone, nowMs: Date.parse(act.now) };
  const [inForce, wanted] = await countGoals(tx, filter, [versions, [{ version: 1, validFromMs: null, body: goals }]]);
  const both = (metric: keyof Goals) => ({ inForce: inForce![metric], wanted: wanted![metric] });
  return {
    days, judgesPast: versions.length === 0,
    metrics: { firstReply: both('firstReply'), overall: both('overall'), close: both('close') },
  };
}
