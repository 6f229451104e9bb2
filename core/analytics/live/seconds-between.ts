import { sql, type Sql } from '#storage/index.ts';

/**
 * Whole seconds as core/interactions counts them: both ends rounded down, then the difference, never negative; so pieces that follow each other add up. By date_part, whose double
 * tells the microseconds of any second of these centuries apart, and costs a third of extract's numeric.
 */
export const secondsBetween = (from: Sql, to: Sql): Sql => sql`greatest(0, floor(date_part('epoch', ${to})) - floor(date_part('epoch', ${from})))::bigint`;
