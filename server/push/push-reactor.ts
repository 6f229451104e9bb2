import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { planPushes } from '#core/notifications/index.ts';
import type { Tx } from '#storage/index.ts';
import { enqueuePushes } from './enqueue-pushes.ts';

/** Reactor: what a person is told in the desk goes to his devices, too, where he wants that. */
export const pushReactor: Consumer = { name: 'push', kind: 'reactor', batchMax: 500, apply, begin: async (_tx, head) => head };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const planned = await planPushes(tx, events);
  if (planned.length > 0) await enqueuePushes(tx, planned, events.at(-1)!.storedAt);
}
