import { retrying, type Transact } from './locks.ts';
import { matchQueue } from './match-queue.ts';
import type { Wake } from './store.ts';

/**
 * After a commit: gives out what may be given out now, each match a transaction of its own, until nothing more can be. For an agent his queues in the order of their
 * priority. A process that dies here loses nothing: whoever looks next (`routing_due`) finds the same.
 * @returns offers made
 */
export async function settle(transact: Transact, wake: Wake): Promise<number> {
  const run = retrying(transact);
  let made = 0;
  const match = async (queueId: number): Promise<void> => {
    for (;;) {
      const result = await run((store) => matchQueue(store, queueId));
      made += result.made.length;
      if (!result.isMore) return;
    }
  };
  for (const queueId of wake.queues) await match(queueId);
  for (const agentId of wake.agents) {
    for (const queueId of await run((store) => store.queuesWaitingFor(agentId))) await match(queueId);
  }
  return made;
}
