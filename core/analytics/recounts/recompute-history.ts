import { consumeOnce, sequenceOnce } from '#core/events/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { factsConsumer } from '../projection/facts-consumer.ts';
import { askForRecount } from './ask-for-recount.ts';
import { findOpenRecount, getRecount } from './find-recounts.ts';
import type { Recount } from './recount.ts';

const pauseMs = 100;

/**
 * Asks for a recount of everything, or joins the one that runs, and stays until it is over: reads the log on itself, and waits where a server is at it. Needs `settings.write`. The
 * recount goes on without whoever breaks this off.
 */
export async function recomputeHistory(database: Database, act: Act, onProgress: (done: number, total: number) => void = () => {}): Promise<Recount> {
  requirePermission(act, 'settings.write');
  let id = await database.withAccount(act.accountId, async (tx) => await findOpenRecount(tx) ?? (await askForRecount(tx, act)).id);
  let shown = -1;
  for (;;) {
    await sequenceOnce(database);
    const taken = await consumeOnce(database, factsConsumer, act.accountId);
    const recount = await database.withAccount(act.accountId, (tx) => getRecount(tx, seesAll(act), id));
    if (recount.done !== shown && recount.total > 0) onProgress(recount.done, recount.total);
    shown = recount.done;
    if (recount.state === 'done') return recount;
    if (recount.replacedBy !== null) id = recount.replacedBy;
    else if (taken === 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
