import { sql, type Tx } from '#storage/index.ts';
import { addCells } from './change-rollups.ts';
import { contextOf, currentBasis, lockBasis } from './rollup-basis.ts';
import { cellsOf } from './rollup-cells.ts';

/** Conversations that one step counts. */
export const stepSize = 500;

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

/** Counts the facts of the next conversations. True: all of them are in the rollups. */
export async function buildRollupStep(tx: Tx, size: number = stepSize): Promise<boolean> {
  const kept = await lockBasis(tx);
  if (kept === null || kept.builtTo === null) return true;
  const found = await tx.rows(sql<{ id: number }>`SELECT conversation_id AS id FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id > ${kept.builtTo} ORDER BY 1 LIMIT ${size}`);
  const ids = found.map(({ id }) => id);
  // By their ids: a range of ids may be most of the table's, and then the planner reads the whole account instead.
  if (ids.length > 0) await addCells(tx, await tx.rows(cellsOf(contextOf(tx.accountId, kept.basis), () => sql`r.conversation_id = ANY(${ids}::bigint[])`)));
  const isDone = ids.length < size;
  await tx.run(sql`UPDATE figure_bases SET built_to = ${isDone ? null : ids.at(-1)!}::bigint WHERE account_id = ${tx.accountId}`);
  return isDone;
}
