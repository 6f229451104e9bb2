import { sql, type Sql } from '#storage/index.ts';
import type { SettingVersion } from '#core/settings/index.ts';
import type { Goals } from './log-context.ts';

/** Whether the span kept the goal in force at the instant; null without a goal. */
export function withinGoal(versions: readonly SettingVersion<Goals>[], metric: keyof Goals, seconds: Sql, at: Sql): Sql {
  const goal = goalAt(versions, metric, at);
  return goal === null ? sql`NULL::boolean` : sql`(${seconds} <= ${goal})`;
}

/** Null: no version sets a goal. The latest version that has begun counts, whatever came into force before it. */
function goalAt(versions: readonly SettingVersion<Goals>[], metric: keyof Goals, at: Sql): Sql | null {
  if (versions.every(({ body }) => body[metric].goal === null)) return null;
  const cases = versions.toReversed().map(({ validFromMs, body }) => sql`WHEN ${validFromMs === null
    ? sql`true` : sql`${at} >= ${new Date(validFromMs).toISOString()}::timestamptz`} THEN ${body[metric].goal}::bigint`);
  return sql`CASE ${sql.join(cases, sql` `)} END`;
}
