import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { planDeliveries } from '#core/webhooks/index.ts';
import type { Tx } from '#storage/index.ts';
import { enqueueDelivery } from './enqueue.ts';

/** Reactor: what happens is written down for everybody outside who asked, each with its job. What is not live tells nobody. */
export const webhooksReactor: Consumer = { name: 'webhooks', kind: 'reactor', batchMax: 200, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const now = events.at(-1)!.storedAt;
  for (const id of await planDeliveries(tx, systemAct(tx.accountId, now, 'webhooks'), events)) await enqueueDelivery(tx, id, now);
}
