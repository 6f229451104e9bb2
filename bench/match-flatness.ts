import { openSmallFloor } from '../testkit/routing/small-floor.ts';
import { endInteraction, enterFollowing, retrying, settle } from '#core/routing/engine/index.ts';
import { startInteraction } from '#core/interactions/index.ts';
import { memoryTransact } from '../testkit/routing/memory-store.ts';
import { queueRules } from '../testkit/routing/simulation/plan.ts';
import { benchOptions } from './kit/bench-options.ts';
import { printTable, type Cell } from './kit/print-table.ts';

/**
 * Arrivals that are offered and left again, over memory, with more and more agents who are all ready: what the rules and their orders cost, without a database. The
 * database's share is measured by bench/routing.ts. Rounds of the sizes alternate; the middle of each is shown.
 */
const { isShort, isJson } = benchOptions();
const sizes = [20, 200, 2_000];
const perRound = isShort ? 300 : 3_000;
const rounds = isShort ? 3 : 9;
const rates = new Map<number, number[]>(sizes.map((size) => [size, []]));

for (let round = 0; round < rounds; round += 1) {
  for (const size of sizes) rates.get(size)!.push(await rate(size));
}
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >>> 1]!;
printTable('match-flatness', sizes.map((size): Record<string, Cell> => ({ agents: String(size), 'offers per second': Math.round(middle(rates.get(size)!)), 'beside 20 agents': Number((middle(rates.get(size)!) / middle(rates.get(20)!)).toFixed(2)) })), isJson);

async function rate(size: number): Promise<number> {
  const agents = Array.from({ length: size }, (_, at) => ({ agentId: at + 1 }));
  const { world } = openSmallFloor({ queues: [queueRules(1)], members: agents.map(({ agentId }) => ({ queueId: 1, agentId, level: 1 })), agents });
  const nowMs = Date.UTC(2026, 0, 5, 9);
  const transact = memoryTransact(world, () => nowMs);
  const began = performance.now();
  for (let id = 1; id <= perRound; id += 1) {
    await transact(async (store) => {
      const made = startInteraction({ id, kind: 'call', conversationId: id, direction: 'in', entry: 'ivr', lang: 'en', contactId: null }, nowMs, store.newId);
      await store.saveInteraction(made, { ...made });
    });
    const entered = await enterFollowing(transact, { interactionId: id, queueId: 1 });
    if (await settle(transact, entered.wake) !== 1) throw new Error(`arrival ${id} was not offered`);
    const { wake } = await retrying(transact)((store) => endInteraction(store, { interactionId: id, by: 'customer' }));
    await settle(transact, wake);
    world.forget(id);
  }
  return perRound / ((performance.now() - began) / 1000);
}
