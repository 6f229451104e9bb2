import type { Act } from '#core/kernel/index.ts';
import { matchQueue } from '../engine/match-queue.ts';
import type { Change } from './run-rule.ts';
import { inStore } from './run-rule.ts';

/** Gives out what these queues have to give: round after round, each a transaction, until a round makes nothing. Returns how many offers it made. */
export async function matchQueues(change: Change, act: Act, queueIds: readonly number[]): Promise<number> {
  let made = 0;
  for (const queueId of new Set(queueIds)) {
    for (;;) {
      const offers = await change((tx) => inStore(tx, act, (store) => matchQueue(store, queueId)));
      if (offers.length === 0) break;
      made += offers.length;
    }
  }
  return made;
}
