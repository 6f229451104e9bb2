import { findAccounts } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { findStranded } from '#core/webhooks/index.ts';
import type { Database } from '#storage/index.ts';
import type { StandingWork } from '../standing-work.ts';
import { enqueueDelivery, enqueueProbe, enqueueRelease } from './enqueue.ts';

const everyMs = 5 * 60_000;
/** A try that is so long overdue has no job any more. */
const overdueMs = 2 * 60_000;

/** Gives deliveries whose job was lost one anew. Returns how many pieces of work it found. */
export async function findStrandedDeliveries(database: Database, nowMs: number): Promise<number> {
  const now = new Date(nowMs).toISOString();
  let found = 0;
  for (const { id } of await findAccounts(database)) {
    found += await database.withAccount(id, async (tx) => {
      const { deliveryIds, probes, releases } = await findStranded(tx, systemAct(id, now, 'webhooks'), new Date(nowMs - overdueMs).toISOString());
      for (const deliveryId of deliveryIds) await enqueueDelivery(tx, deliveryId, now);
      for (const webhookId of probes) await enqueueProbe(tx, webhookId, now);
      for (const webhookId of releases) await enqueueRelease(tx, webhookId, { hurries: false });
      return deliveryIds.length + probes.length + releases.length;
    });
  }
  return found;
}

/** At the start and every five minutes. */
export const strandedDeliveries: StandingWork = {
  name: 'stranded-deliveries',
  start: async ({ database, clock, logger, wake }) => {
    let running = Promise.resolve();
    const look = (): void => {
      running = running.then(() => findStrandedDeliveries(database, clock.nowMs())).then((found) => { if (found > 0) wake(); })
        .catch((error: unknown) => logger.warn({ err: error }, 'looking for stranded webhook deliveries failed'));
    };
    look();
    const timer = setInterval(look, everyMs);
    timer.unref();
    return async () => {
      clearInterval(timer);
      await running;
    };
  },
};
