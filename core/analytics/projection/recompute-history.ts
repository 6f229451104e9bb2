import { writeAudit } from '#core/audit/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { findFigures } from '../figures/find-figures.ts';
import type { FigureRow } from '../figures/figures.ts';
import { accountZone } from '../live/account-zone.ts';
import { buildRollupStep, checkRollups } from '../rollups/build-rollups.ts';
import { recomputeFacts } from './write-facts.ts';

const roundMax = 250;

export interface RecomputedHistory {
  readonly conversations: number;
  /** The figures of all time, as they were and as they are. */
  readonly before: FigureRow;
  readonly after: FigureRow;
}

/**
 * Computes the facts of every conversation anew from what is stored, by the calendars, internal domains, aliases, outliers and goals that are in force: facts, reply clocks and
 * rollups. In rounds of 250 conversations, each whole, so that reports go on meanwhile and a run that breaks off loses nothing: it may be started again. Changes nothing
 * but those rows, and tells nobody. Needs `settings.write`; the audit log says who did it.
 */
export async function recomputeHistory(database: Database, act: Act, onProgress: (done: number, total: number) => void = () => {}): Promise<RecomputedHistory> {
  requirePermission(act, 'settings.write');
  const { accountId } = act;
  const within = <Result>(work: (tx: Tx) => Promise<Result>) => database.withAccount(accountId, work, { timeoutMs: 120_000 });
  const figures = async (tx: Tx) => (await findFigures(tx, { filter: { zone: await accountZone(tx), nowMs: Date.parse(act.now) } })).rows[0]!;
  const total = await within(async (tx) => (await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM conversations WHERE account_id = ${accountId}`)).count);
  const before = await within(figures);
  await within(async (tx) => writeAudit(tx, act, { action: 'facts.recomputed', targetKind: 'account', targetId: accountId, detail: { conversations: total } }));
  await within(checkRollups);
  while (!(await within((tx) => buildRollupStep(tx)))) { /* the next ones */ }
  let done = 0;
  for (let last = 0; ;) {
    const ids = await within(async (tx) => {
      const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${accountId} AND id > ${last} ORDER BY id LIMIT ${roundMax}`);
      await recomputeFacts(tx, rows.map(({ id }) => id));
      return rows.map(({ id }) => id);
    });
    if (ids.length === 0) break;
    done += ids.length;
    last = ids.at(-1)!;
    onProgress(done, Math.max(done, total));
  }
  return { conversations: done, before, after: await within(figures) };
}
