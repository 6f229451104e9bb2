import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { planDeliveries } from '#core/webhooks/index.ts';
import type { Tx } from '#storage/index.ts';
import { enqueueDeliveries } from './enqueue.ts';

/** Reactor: what happens is written down for everybody outside who asked, each with its job. What is not live tells nobody. */
export const webhooksReactor: Consumer = { name: 'webhooks', kind: 'reactor', batchMax: 200, apply };

/** Deliveries of a transaction, about: an account may have a hundred webhooks. */
const deliveriesMax = 2_000;
const stepEvents = 20;

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<number> {
  let written = 0;
  let taken = 0;
  while (taken < events.length && written < deliveriesMax) {
    const step = events.slice(taken, taken + stepEvents);
    const now = step.at(-1)!.storedAt;
    const ids = await planDeliveries(tx, systemAct(tx.accountId, now, 'webhooks'), step);
    await enqueueDeliveries(tx, ids, now);
    written += ids.length;
    taken += step.length;
  }
  return taken;
}
