import { sql, type Tx } from '#storage/index.ts';
import { findFigures } from '../figures/find-figures.ts';
import { accountZone } from '../live/account-zone.ts';
import type { RecountFigures } from './recount.ts';

/**
 * The figures of all time: from the rollups, or, where those do not hold what holds now, from the facts. Null where that takes longer than a statement of this transaction may: a
 * recount must not fail because nobody could count what was before.
 */
export async function countAll(tx: Tx, now: string): Promise<RecountFigures | null> {
  await tx.run(sql`SAVEPOINT count_all`);
  try {
    const { percentiles, rows } = await findFigures(tx, { filter: { zone: await accountZone(tx), nowMs: Date.parse(now) } });
    await tx.run(sql`RELEASE SAVEPOINT count_all`);
    return { percentiles, figures: rows[0]! };
  } catch (error) {
    if ((error as { code?: unknown }).code !== statementTimeout) throw error;
    await tx.run(sql`ROLLBACK TO SAVEPOINT count_all`);
    await tx.run(sql`RELEASE SAVEPOINT count_all`);
    return null;
  }
}

const statementTimeout = '57014';
