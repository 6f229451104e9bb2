import { sql, type Sql } from '#storage/index.ts';

/** A column of rows that are put together where they agree in it. Numbers are -1 or more, and fit into so many bits with 2 added; `truth` bits hold a truth value. */
export interface Dimension { readonly name: string; readonly of: Sql; readonly bits: number }

export const traitBits = 13;
export const truth = 2;

/**
 * The dimensions of a row `r` as one number: one column to hash instead of five. And the planner takes any expression to have few values, so it lets each process group its own rows; of five columns it expects
 * as many groups as rows, and would send every row to one process.
 */
export function packed(dimensions: readonly Dimension[]): Sql {
  const codes = placed(dimensions).map(({ name, bits, shift }) => {
    const column = sql`r.${sql.ref(name)}`;
    const code = bits === truth ? sql`CASE ${column} WHEN true THEN 2 WHEN false THEN 1 ELSE 0 END` : sql`coalesce(${column} + 2, 0)`;
    return sql`((${code})::bigint << ${sql.lit(shift)})`;
  });
  return sql`(${sql.join(codes, sql` | `)})`;
}

/** The columns of a number that `packed` made. */
export function unpacked(dimensions: readonly Dimension[], number: Sql): Sql {
  return sql.join(placed(dimensions).map(({ name, bits, shift }) => {
    const code = sql`((${number} >> ${sql.lit(shift)}) & ${sql.lit(2 ** bits - 1)})::int`;
    return sql`${bits === truth ? sql`CASE ${code} WHEN 2 THEN true WHEN 1 THEN false END` : sql`nullif(${code}, 0) - 2`} AS ${sql.ref(name)}`;
  }));
}

function placed(dimensions: readonly Dimension[]): (Dimension & { readonly shift: number })[] {
  let shift = 0;
  return dimensions.map((dimension) => {
    const at = shift;
    shift += dimension.bits;
    return { ...dimension, shift: at };
  });
}
