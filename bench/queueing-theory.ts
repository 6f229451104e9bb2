import { waitErlangA, waitErlangC } from '#core/analytics/index.ts';
import { simulateWaiting, type Estimate } from '../testkit/routing/simulation/waiting.ts';
import { benchOptions } from './kit/bench-options.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';

/**
 * The rules of routing against queueing theory: for a table of loads, the chance of waiting, the mean wait and who leaves, simulated and by Erlang C (no patience) or Erlang A.
 * `held`: all three lie within the confidence interval of 20 batches (two-sided 0.1 %: with 32 comparisons in the table, about three runs in a hundred of a right engine show one outside).
 * `--short`: 5,000 arrivals for each load instead of 50,000.
 */
const { isShort, isJson } = benchOptions();
const arrivals = isShort ? 5_000 : 50_000;
const handleMs = 180_000;
const loads: readonly (readonly [load: number, agents: number, patience: number | null])[] = [
  [0.7, 1, null], [4, 5, null], [10, 12, null], [27, 30, null], [45, 50, null], [0.9, 1, 0.5], [4, 4, 0.5], [12, 10, 1], [48, 50, 2], [102, 100, 1], [30, 20, 0.3],
];
const rows: Record<string, Cell>[] = [];
let missed = 0;

for (const [at, [load, agents, patience]] of loads.entries()) {
  const model = { arrivalRate: load / handleMs, handleTime: handleMs, agents };
  const formula = patience === null ? waitErlangC(model) : waitErlangA({ ...model, patience: patience * handleMs });
  const found = await simulateWaiting({ seed: 100 + at, arrivals, agents, load, handleMs, patienceMs: patience === null ? null : patience * handleMs });
  const holds = ({ mean, halfWidth }: Estimate, wanted: number): boolean => Math.abs(mean - wanted) <= halfWidth;
  const held = holds(found.waits, formula.waits) && holds(found.meanWaitMs, formula.meanWait) && holds(found.abandons, formula.abandons);
  if (!held) missed += 1;
  const pair = ({ mean, halfWidth }: Estimate, scale: number, digits: number): string => `${(mean * scale).toFixed(digits)} +- ${(halfWidth * scale).toFixed(digits)}`;
  rows.push({
    erlangs: load, agents, patience: patience === null ? 'endless' : `${patience} calls`, 'waits %': pair(found.waits, 100, 2), formula: (formula.waits * 100).toFixed(2),
    'mean wait s': pair(found.meanWaitMs, 0.001, 2), 'formula s': (formula.meanWait / 1000).toFixed(2), 'leaves %': pair(found.abandons, 100, 2), 'formula %': (formula.abandons * 100).toFixed(2), held: held ? 'yes' : 'no',
  });
  say(`${load} erlangs, ${agents} agents: ${Math.round(found.arrivals / found.seconds)} arrivals/s`);
}
printTable('queueing-theory', rows, isJson);
if (missed > 0) process.exitCode = 1;
