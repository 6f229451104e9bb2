import { writeAudit } from '#core/audit/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSettings, type SettingVersion } from './setting-versions.ts';

/** Who may have goals of its own beside the account's. */
export interface GoalHolder { readonly kind: 'team' | 'group-mailbox'; readonly id: number }

/** Seconds; null: the account's goal counts. */
export interface OwnGoals { readonly firstReply: number | null; readonly overall: number | null; readonly close: number | null }

export const noOwnGoals: OwnGoals = { firstReply: null, overall: null, close: null };

const metrics = ['firstReply', 'overall', 'close'] as const;
/** As for the account's: about 31 years. */
const secondsMax = 1_000_000_000;

const body = sql`jsonb_build_object('firstReply', first_reply, 'overall', overall, 'close', close) AS body`;

/** All versions of a holder's goals, oldest first. */
export async function getOwnGoalVersions(tx: Tx, holder: GoalHolder): Promise<SettingVersion<OwnGoals>[]> {
  const rows = await tx.rows(sql<{ version: number; validFrom: string | null; body: OwnGoals }>`
    SELECT version, valid_from AS "validFrom", ${body} FROM goal_versions
    WHERE account_id = ${tx.accountId} AND holder = ${holder.kind} AND holder_id = ${holder.id} ORDER BY version`);
  return rows.map(({ version, validFrom, body: goals }) => ({ version, validFromMs: validFrom === null ? null : Date.parse(validFrom), body: goals }));
}

/** The goals that count now, of those that have any; for reads that have checked their own permission. */
export async function findOwnGoals(tx: Tx, kind: GoalHolder['kind'], ids: readonly number[]): Promise<Map<number, OwnGoals>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: number; body: OwnGoals }>`
    SELECT DISTINCT ON (holder_id) holder_id AS id, ${body} FROM goal_versions
    WHERE account_id = ${tx.accountId} AND holder = ${kind} AND holder_id = ANY(${[...ids]}::bigint[]) ORDER BY holder_id, version DESC`);
  return new Map(rows.map(({ id, body: goals }) => [id, goals]));
}

/**
 * Changes a holder's goals; what is not named stays. The first ones judge the past, too, later ones what ends from now on (decision 0004). Nothing is written where
 * nothing changes. That the holder is there is for the caller to know. `invalid` for what are no seconds.
 */
export async function changeOwnGoals(tx: Tx, act: Act, holder: GoalHolder, change: Partial<OwnGoals>): Promise<OwnGoals> {
  requirePermission(act, 'settings.write');
  for (const metric of metrics) check(metric, change[metric] ?? null);
  await lockSettings(tx);
  const versions = await getOwnGoalVersions(tx, holder);
  const before = versions.at(-1)?.body ?? noOwnGoals;
  const after = { ...before, ...Object.fromEntries(metrics.flatMap((metric) => (change[metric] === undefined ? [] : [[metric, change[metric]]]))) } as OwnGoals;
  if (metrics.every((metric) => before[metric] === after[metric])) return before;
  const version = (versions.at(-1)?.version ?? 0) + 1;
  await tx.run(sql`
    INSERT INTO goal_versions (account_id, holder, holder_id, version, valid_from, first_reply, overall, close, created_at, created_by)
    VALUES (${tx.accountId}, ${holder.kind}, ${holder.id}, ${version}, ${version === 1 ? null : act.now}::timestamptz, ${after.firstReply}, ${after.overall}, ${after.close}, ${act.now}, ${act.actor.id})`);
  await writeAudit(tx, act, { action: 'settings.changed', targetKind: `${holder.kind}-goals`, targetId: holder.id, detail: { ...after, version } });
  return after;
}

function check(metric: string, seconds: number | null): void {
  if (seconds === null) return;
  if (!Number.isSafeInteger(seconds) || seconds <= 0) throw invalid(metric, 'must be a whole number of seconds above 0', 'no-seconds');
  if (seconds > secondsMax) throw invalid(metric, `must be at most ${secondsMax}`, 'too-many-seconds', { max: secondsMax });
}
