import { sql, type Sql } from '#storage/index.ts';
import type { StatName } from './stats.ts';

export type StatUnit = 'conversations' | 'messages';

/**
 * One leaf of the stats: which rows are behind it and what is made of them. `rows`, `part` and `value` read the columns of a row `r` of
 * message-selection or conversation-selection. Counting and opening use the same definition, so they cannot disagree.
 */
export type StatDefinition = { readonly name: StatName; readonly unit: StatUnit; readonly rows: Sql } & (
  | { readonly kind: 'count' }
  /** Mean of `value`, which is never null in `rows`. */
  | { readonly kind: 'mean'; readonly value: Sql }
  /** How many of `rows` are in `part`, in percent with two decimals. */
  | { readonly kind: 'share'; readonly part: Sql }
);

/** The leaf over rows `r` that stand for `r.n` each, their values summed up. */
export function aggregate(definition: StatDefinition): Sql {
  const { rows } = definition;
  const size = sql`sum(r.n) FILTER (WHERE ${rows})`;
  switch (definition.kind) {
    case 'count': return sql`coalesce(${size}, 0)::float8`;
    case 'mean': return sql`(sum(${definition.value}) FILTER (WHERE ${rows}))::float8 / ${size}::float8`;
    case 'share': return sql`coalesce(round(100.0 * coalesce(sum(r.n) FILTER (WHERE ${rows} AND ${definition.part}), 0) / ${size}, 2), 0)::float8`;
  }
}
