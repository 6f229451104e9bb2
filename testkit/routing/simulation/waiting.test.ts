import assert from 'node:assert/strict';
import test from 'node:test';
import { waitErlangA, waitErlangC } from '#core/analytics/index.ts';
import { simulateWaiting, type Estimate } from './waiting.ts';

/** Fixed seeds: the same numbers each time. Chosen blindly, one in a thousand of these comparisons would fail by chance (0.1 % two-sided, from 20 batches each). */
const loads = [
  { load: 8, agents: 11, patience: null, seed: 11 },
  { load: 12, agents: 10, patience: 1, seed: 13 },
  { load: 6, agents: 6, patience: 0.5, seed: 14 },
] as const;
const arrivals = 3_000;
const handleMs = 180_000;

const agrees = (name: string, { mean, halfWidth }: Estimate, wanted: number): void => {
  assert.ok(Math.abs(mean - wanted) <= halfWidth, `${name}: ${mean} +- ${halfWidth}, the formula says ${wanted}`);
  assert.ok(halfWidth < 0.75 * Math.max(wanted, 1e-9) || wanted === 0, `${name}: the interval is too wide to say anything: ${mean} +- ${halfWidth}`);
};

for (const { load, agents, patience, seed } of loads) {
  const model = { arrivalRate: load / handleMs, handleTime: handleMs, agents };
  const formula = patience === null ? waitErlangC(model) : waitErlangA({ ...model, patience: patience * handleMs });
  test(`waiting at ${load} erlangs and ${agents} agents is what Erlang ${patience === null ? 'C' : 'A'} says`, async () => {
    const found = await simulateWaiting({ seed, arrivals, agents, load, handleMs, patienceMs: patience === null ? null : patience * handleMs });
    agrees('the chance of waiting', found.waits, formula.waits);
    agrees('the mean wait', found.meanWaitMs, formula.meanWait);
    if (patience !== null) agrees('who leaves', found.abandons, formula.abandons);
    else assert.equal(found.abandons.mean, 0);
  });
}
