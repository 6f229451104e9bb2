import type { House } from '#core/channels/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { webhookQueue } from '../enqueue.ts';

/** A house that writes the jobs of webhooks where the server's does. */
export function createHouseStub(): House {
  return { ...noOutside().house, enqueue: async (tx, act, { kind, ...payload }) => { await enqueueJob(tx, { queue: webhookQueue, kind, payload, runAt: act.now }); } };
}
