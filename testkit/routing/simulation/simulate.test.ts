import assert from 'node:assert/strict';
import test from 'node:test';
import { queueRules, noFaults, everyFault } from './plan.ts';
import { mixedPlan } from './plans.ts';
import { simulate, type SimulationResult, type Watch } from './simulate.ts';
import { openTurns } from './turns.ts';
import { Violation, type Invariant } from './violation.ts';
import { canTake, pickUp, type ReadyAgent, type RoutingStore } from '#core/routing/engine/index.ts';
import type { MemoryStore } from '../memory-store.ts';

/** Fixed, so that the suite says the same each time; the bench goes through others. */
const seed = Number(process.env['SEED'] ?? 20_260_105);
const shown = (result: SimulationResult): SimulationResult => ({ ...result, seconds: 0 });

test(`two thousand calls and chats with every fault keep the invariants (SEED=${seed})`, async (t) => {
  const result = await simulate(mixedPlan({ seed, arrivals: 2_000 }), { auditEvery: 500 });
  t.diagnostic(JSON.stringify(result));
  for (const fault of ['deathInside', 'deathAfter', 'lostAnswer', 'clockStep', 'vanished with work']) assert.ok((result.faults[fault] ?? 0) > 0, `${fault} has happened`);
  assert.ok(result.overlaps > 1_000 && result.lockWaits > 100, `${result.overlaps} times processes ran at once, ${result.lockWaits} times one waited for a lock`);
  for (const state of ['picked-up', 'missed', 'rejected', 'bounced', 'withdrawn']) assert.ok((result.offers[state] ?? 0) > 0, `an offer was ${state}`);
});

test('the same seed gives the same day', async () => {
  const [first, again, other] = await Promise.all([5, 5, 6].map((one) => simulate(mixedPlan({ seed: one, arrivals: 150 }))));
  assert.deepEqual(shown(first!), shown(again!));
  assert.notDeepEqual(shown(first!), shown(other!));
});

/** A lie to the rules, as a wrong rule would be one, and the check that must notice. */
const lies: readonly { readonly name: string; readonly invariant: Invariant; readonly distort: (store: RoutingStore) => RoutingStore }[] = [
  { name: 'a match that sees nobody in a quarter of its looks', invariant: 'waits-beside-fit-agent', distort: (store) => ({ ...store, readyAgents: async (...asked) => (store.newId() % 4 === 0 ? [] : store.readyAgents(...asked)) }) },
  {
    name: 'an agent who is asked although something rings at him', invariant: 'two-offers',
    distort: (store) => ({
      ...store,
      readyAgents: async (queueId, levels, options) => {
        const found = await store.readyAgents(queueId, levels, options);
        const busy: ReadyAgent[] = [];
        for (const agentId of [1, 2, 3, 4, 5, 6]) {
          const work = (await store.openOffersFor(agentId)).length > 0 ? await store.lockAgent(agentId) : null;
          if (work !== null && (['call', 'chat'] as const).every((kind) => canTake({ ...work, load: 0 }, kind))) busy.push({ agentId, level: levels.from, readySinceMs: 0 });
        }
        return [...busy, ...found];
      },
      isReadyIn: async (queueId, agentId) => ((await store.openOffersFor(agentId)).length > 0 ? { agentId, level: 1, readySinceMs: 0 } : store.isReadyIn(queueId, agentId)),
      lockAgent: async (agentId) => {
        const agent = await store.lockAgent(agentId);
        return agent && { ...agent, load: 0 };
      },
    }),
  },
  {
    name: 'a line that is served from its end', invariant: 'overtaking',
    distort: (store) => ({
      ...store,
      headOf: async (queueId, after) => {
        let last = await store.headOf(queueId, after);
        for (let next = last; next !== null; next = await store.headOf(queueId, next)) last = next;
        return last;
      },
    }),
  },
  { name: 'work that comes back to a queue and gets no place in it', invariant: 'lost', distort: (store) => ({ ...store, putEntry: async (entry) => (entry.isOffered || store.newId() % 20 !== 0 ? store.putEntry(entry) : undefined) }) },
  { name: 'an offer whose timer is forgotten', invariant: 'lost', distort: (store) => ({ ...store, setTimer: async (...timer) => (timer[0] === 'offer' && timer[1] % 30 === 0 ? undefined : store.setTimer(...timer)) }) },
  { name: 'an agent whose load is not given back', invariant: 'load', distort: (store) => ({ ...store, saveAgent: async (before, after, setBy) => store.saveAgent(before, after.calls < before.calls ? { ...after, load: after.load + 1 } : after, setBy) }) },
  {
    name: 'a second that is counted twice', invariant: 'spans',
    distort: (store) => ({ ...store, saveInteraction: async (before, after) => store.saveInteraction(before, after.talkSeconds > before.talkSeconds ? { ...after, talkSeconds: after.talkSeconds + 1 } : after) }),
  },
  {
    name: 'a span that begins a moment late', invariant: 'spans',
    distort: (store) => ({ ...store, saveInteraction: async (before, after) => store.saveInteraction(before, { ...after, spans: after.spans.map((span) => (span.type === 'talk' && span.endedMs === null ? { ...span, startedMs: span.startedMs + 1 } : span)) }) }),
  },
  {
    name: 'an end that comes a second time', invariant: 'ended-twice',
    distort: (store) => ({ ...store, saveInteraction: async (before, after) => store.saveInteraction(before, before.state === 'finished' ? { ...after, state: 'failed' } : after) }),
  },
];

for (const { name, invariant, distort } of lies) {
  test(`the checks notice ${name} (${invariant})`, async () => {
    await assert.rejects(simulate(mixedPlan({ seed: 3, arrivals: 400, faults: everyFault }), { distort, auditEvery: 50 }), (error) => error instanceof Violation && error.invariant === invariant);
  });
}

/** Forgotten locks: what they lead to depends on who runs when, so several seeds may be needed; which one it was is always the same. */
const forgotten: readonly { readonly name: string; readonly watch: Watch }[] = [
  { name: 'no rule locks agents', watch: { forgets: (key) => key.startsWith('agent ') } },
  { name: 'no rule locks interactions', watch: { forgets: (key) => key.startsWith('interaction ') } },
  { name: 'the pick-up alone does not lock its call', watch: { pickUp: (store, input) => pickUp({ ...store, lockInteraction: (id) => (store as MemoryStore).peekInteraction(id) }, input) } },
];

for (const { name, watch } of forgotten) {
  test(`processes that run at once show a forgotten lock: ${name}; one after another they would not`, async (t) => {
    const plan = mixedPlan({ seed: 5, arrivals: 250, faults: noFaults });
    await assert.rejects(simulate({ ...plan, overlaps: 0.6 }, { ...watch, auditEvery: 50 }), (error) => {
      t.diagnostic(String(error));
      return error instanceof Violation;
    });
    await simulate({ ...plan, overlaps: 0 }, { ...watch, auditEvery: 50 });
  });
}

test('a ring of waiting is noticed', async () => {
  const { run, locks } = openTurns(() => 0);
  const lockBoth = (first: string, second: string) => async (): Promise<void> => {
    const owner = {};
    await locks.acquire(first, owner);
    await locks.acquire(second, owner);
    locks.releaseAll(owner);
  };
  await run([lockBoth('a', 'b'), lockBoth('a', 'b')]);
  let at = 0;
  const alternating = openTurns(() => (at += 1) % 2 * 0.9);
  const lockApart = (first: string, second: string) => async (): Promise<void> => {
    const owner = {};
    await alternating.locks.acquire(first, owner);
    await alternating.step();
    await alternating.locks.acquire(second, owner);
    alternating.locks.releaseAll(owner);
  };
  await assert.rejects(alternating.run([lockApart('a', 'b'), lockApart('b', 'a')]), (error) => error instanceof Violation && error.invariant === 'order-of-locks');
});

test('every interaction of a plain day is answered or left, and the house comes to rest', async () => {
  const plan = mixedPlan({ seed: 8, arrivals: 300, faults: noFaults });
  const result = await simulate({ ...plan, shifts: null, queues: plan.queues.map((queue) => queueRules(queue.id, { kind: queue.kind })) });
  assert.equal(Object.values(result.states).reduce((sum, count) => sum + count, 0), result.arrivals);
  assert.deepEqual(result.faults, {});
});
