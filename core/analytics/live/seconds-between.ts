import { sql, type Sql } from '#storage/index.ts';

/** Whole seconds as core/interactions counts them: both ends rounded down, then the difference, never negative; so pieces that follow each other add up. */
export const secondsBetween = (from: Sql, to: Sql): Sql => sql`greatest(0, floor(extract(epoch FROM ${to})) - floor(extract(epoch FROM ${from})))::bigint`;
