import { sql, type Sql } from '#storage/index.ts';
import type { Goals, LogContext } from './log-context.ts';

/** The number of the band of the goals set last that the whole seconds fall into, from 0; the last has no end. Null without seconds, 0 without bands. */
export function bandOf(goals: LogContext['goals'], metric: keyof Goals, seconds: Sql): Sql {
  const edges = goals.at(-1)?.body[metric].bands ?? [];
  // Of whole seconds, so one less counts the edges that lie below the span.
  return edges.length === 0 ? sql`0` : sql`width_bucket(${seconds} - 1, ARRAY[${sql.join(edges.map((edge) => sql.lit(edge)))}]::integer[])`;
}
