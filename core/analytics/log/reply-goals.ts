import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions, lockSettings, setSetting, settingAt, type GoalSetting } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Goals } from './log-context.ts';

export type ReplyGoals = Goals;

const none: GoalSetting = { goal: null, bands: [] };
const metrics = ['firstReply', 'overall', 'close'] as const;
const bandsMax = 10;
/** About 31 years: longer than any span, and far inside what PostgreSQL's integers hold. */
const secondsMax = 1_000_000_000;

/** The goals in force at an instant (epoch ms; default: the latest that were set). Without any every goal is null. */
export async function getReplyGoals(tx: Tx, atMs = Infinity): Promise<ReplyGoals> {
  const set = settingAt(await getSettingVersions(tx, 'reply-goals'), atMs);
  return { firstReply: set?.firstReply ?? none, overall: set?.overall ?? none, close: set?.close ?? none };
}

/**
 * Sets the goals: spans that end from now on are judged by them; the first ones ever set also judge the past. Whole seconds above 0, bands
 * ascending, 10 at most. `fromBeginning`: the past is judged anew by them. Throws `forbidden` without settings.write.
 */
export async function setReplyGoals(tx: Tx, act: Act, goals: ReplyGoals, { fromBeginning = false }: { fromBeginning?: boolean } = {}): Promise<void> {
  checkReplyGoals(goals);
  const { firstReply, overall, close } = goals;
  await setSetting(tx, act, 'reply-goals', { firstReply: plain(firstReply), overall: plain(overall), close: plain(close) }, { fromBeginning });
}

/** `invalid` for goals that make no sense. */
export function checkReplyGoals(goals: ReplyGoals): void {
  for (const metric of metrics) check(metric, goals[metric]);
}

/** Changes what is in force now, and says what came of it. Two at once take turns, so that neither loses the other's change. */
export async function changeReplyGoals(tx: Tx, act: Act, change: (before: ReplyGoals) => ReplyGoals, options: { fromBeginning?: boolean } = {}): Promise<ReplyGoals> {
  requirePermission(act, 'settings.write');
  await lockSettings(tx);
  await setReplyGoals(tx, act, change(await getReplyGoals(tx)), options);
  return getReplyGoals(tx);
}

const plain = ({ goal, bands }: GoalSetting): GoalSetting => ({ goal, bands: [...bands] });

function check(metric: string, { goal, bands }: GoalSetting): void {
  if (goal !== null) checkSeconds(`${metric}.goal`, goal);
  if (bands.length > bandsMax) throw invalid(`${metric}.bands`, `must be at most ${bandsMax}`, 'too-many-items', { max: bandsMax });
  for (const [at, band] of bands.entries()) {
    checkSeconds(`${metric}.bands.${at}`, band);
    const before = bands[at - 1];
    if (before !== undefined && band <= before) throw invalid(`${metric}.bands.${at}`, 'must be greater than the band before it', 'bands-ascend');
  }
}

function checkSeconds(field: string, value: number): void {
  if (!Number.isSafeInteger(value) || value <= 0) throw invalid(field, 'must be a whole number of seconds above 0', 'no-seconds');
  if (value > secondsMax) throw invalid(field, `must be at most ${secondsMax}`, 'too-many-seconds', { max: secondsMax });
}
