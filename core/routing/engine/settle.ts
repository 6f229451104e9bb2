import { offerAwaited } from './await-agent.ts';
import { retrying, type Transact } from './locks.ts';
import { matchQueue } from './match-queue.ts';
import type { Wake } from './store.ts';

/**
 * After a commit: gives out what may be given out now, each match a transaction of its own, until nothing more can be. For an agent first the transfer that waits for him, then his queues in the order of their
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
  // Whom a transfer waits for is not given other work first.
  if (wake.queues.length > 0) for (const agentId of wake.agents) made += Number(await run((store) => offerAwaited(store, agentId)));
  for (const queueId of wake.queues) await match(queueId);
  for (const agentId of wake.agents) {
    const { isAsked, queueIds } = await run(async (store) => ({ isAsked: await offerAwaited(store, agentId), queueIds: await store.queuesWaitingFor(agentId) }));
    made += Number(isAsked);
    for (const queueId of queueIds) await match(queueId);
  }
  return made;
}
