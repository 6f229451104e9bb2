import { sql, type Sql, type Tx } from '#storage/index.ts';
import { readingWide } from '../log/reading-wide.ts';
import { contextOf, currentBasis, lockBasis } from './rollup-basis.ts';
import { cellsOf, type RollupCell } from './rollup-cells.ts';

/** Conversations that one step counts at most, and of how many messages: then others may write, and no step outlives the time of its transaction. */
export const stepSize = 5_000;
const stepMessagesMax = 20_000;

/** Throws the rollups away where they were counted by something else than what holds now, and says whether anything is to be built. */
export async function checkRollups(tx: Tx): Promise<'kept' | 'to-build'> {
  const basis = await currentBasis(tx);
  const kept = await lockBasis(tx);
  if (kept?.basis === basis) return 'kept';
  await emptyRollups(tx, basis);
  return (await hasFacts(tx)) ? 'to-build' : 'kept';
}

/** Nothing is counted yet; where there are no facts, that is all of it. */
export async function emptyRollups(tx: Tx, basis: string): Promise<void> {
  // The row first: whoever else changes rollups waits for it.
  await tx.run(sql`
    INSERT INTO figure_bases (account_id, basis, built_to) VALUES (${tx.accountId}, ${basis}, 0)
    ON CONFLICT (account_id) DO UPDATE SET basis = excluded.basis, built_to = 0`);
  await tx.run(sql`DELETE FROM figure_rollups WHERE account_id = ${tx.accountId}`);
  await tx.run(sql`DELETE FROM figure_histograms WHERE account_id = ${tx.accountId}`);
  if (!(await hasFacts(tx))) await tx.run(sql`UPDATE figure_bases SET built_to = NULL WHERE account_id = ${tx.accountId}`);
}

async function hasFacts(tx: Tx): Promise<boolean> {
  return (await tx.maybe(sql<object>`SELECT FROM conversation_facts WHERE account_id = ${tx.accountId} LIMIT 1`)) !== null;
}

/** Counts the facts of the next conversations, of one at least. True: all of them are in the rollups. */
export async function buildRollupStep(tx: Tx, size: number = stepSize, messagesMax: number = stepMessagesMax): Promise<boolean> {
  const kept = await lockBasis(tx);
  if (kept === null || kept.builtTo === null) return true;
  const next = await tx.rows(sql<{ id: number; messages: number }>`
    SELECT conversation_id AS id, mail_count AS messages FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id > ${kept.builtTo} ORDER BY 1 LIMIT ${size}`);
  let messages = 0;
  const ids = next.filter((one, at) => { messages += one.messages; return at === 0 || messages <= messagesMax; }).map(({ id }) => id);
  // By their ids: a range of ids may be most of the table's, and then the planner reads the whole account instead.
  if (ids.length > 0) await readingWide(tx, () => tx.run(insertCells(tx.accountId, cellsOf(contextOf(tx.accountId, kept.basis), () => sql`r.conversation_id = ANY(${ids}::bigint[])`))));
  const isDone = ids.length === next.length && next.length < size;
  await tx.run(sql`UPDATE figure_bases SET built_to = ${isDone ? null : ids.at(-1)!}::bigint WHERE account_id = ${tx.accountId}`);
  return isDone;
}

/** Adds counted cells to what is kept, without a way through this process: those of a step are hundreds of thousands. Counts only grow, so nothing comes to nothing here; what is nothing is not kept (`addCells`). */
function insertCells(accountId: number, cells: Sql<RollupCell>): Sql {
  return sql`
    WITH cells AS MATERIALIZED (${cells}),
      counted AS (
        INSERT INTO figure_rollups AS t (account_id, kind, unit, first, key, part, counts)
        SELECT ${accountId}, x.kind, x.unit, x.first::date, x.key, x.part, x.v::bigint[] FROM cells x WHERE x.bucket IS NULL AND NOT 0 = ALL(x.v) ORDER BY 2, 3, 4, 5, 6
        ON CONFLICT (account_id, kind, unit, first, key, part) DO UPDATE SET counts = add_counts(t.counts, excluded.counts))
    INSERT INTO figure_histograms AS t (account_id, kind, unit, first, key, metric, buckets)
    SELECT ${accountId}, x.kind, x.unit, x.first::date, x.key, x.part, array_agg(p.e ORDER BY x.bucket, p.o)
    FROM cells x CROSS JOIN LATERAL (VALUES (1, x.bucket), (2, x.v[1]::int)) p(o, e) WHERE x.bucket IS NOT NULL GROUP BY 2, 3, 4, 5, 6 ORDER BY 2, 3, 4, 5, 6
    ON CONFLICT (account_id, kind, unit, first, key, metric) DO UPDATE SET buckets = add_buckets(t.buckets, excluded.buckets)`;
}
