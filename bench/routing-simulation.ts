import { parseArgs } from 'node:util';
import { mixedPlan } from '../testkit/routing/simulation/plans.ts';
import { simulate, type SimulationResult } from '../testkit/routing/simulation/simulate.ts';
import { Violation } from '../testkit/routing/simulation/violation.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';

/**
 * The rules of routing, as the server runs them, over a million calls and chats in virtual time with faults: processes that die inside and between transactions, answers
 * that are lost, agents who vanish, clocks that step. Ten houses one after another, each from its own seed; every invariant is checked all along. A failure prints the seed
 * and what to run. `--short`: 20,000. `--seed N --seeds 1` runs one house again; `--interactions` is per house.
 */
const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, seed: { type: 'string', default: process.env['SEED'] ?? '1' }, seeds: { type: 'string', default: '10' }, interactions: { type: 'string' } },
});
const interactions = Number(values.interactions ?? (values.short ? 2_000 : 100_000));
const from = Number(values.seed);
const seeds = process.env['SEED'] === undefined ? Number(values.seeds) : 1;
const rows: Record<string, Cell>[] = [];
let violations = 0;

for (let seed = from; seed < from + seeds; seed += 1) {
  try {
    const result = await simulate(mixedPlan({ seed, arrivals: interactions }));
    rows.push(rowOf(result));
    say(`seed ${seed}: ${result.arrivals} interactions, ${Math.round(result.arrivals / result.seconds)}/s, ${JSON.stringify({ states: result.states, events: result.events, offers: result.offers, faults: result.faults, refused: result.refused })}`);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violations += 1;
    say(`seed ${seed}: ${error.message}\n  again: SEED=${seed} node_modules/.bin/node bench/routing-simulation.ts --interactions ${interactions}`);
  }
}
const sum = (name: string): number => rows.reduce((all, row) => all + Number(row[name]), 0);
const total: Record<string, Cell> = { seed: 'all' };
for (const name of Object.keys(rows[0] ?? {}).slice(1)) total[name] = sum(name);
if (rows.length > 0) {
  total['per second'] = Math.round(sum('interactions') / sum('seconds'));
  total['violations'] = violations;
  printTable('routing-simulation', [...rows, total], values.json);
}
if (violations > 0) process.exitCode = 1;

function rowOf({ seed, arrivals, transactions, virtualHours, seconds, offers, faults }: SimulationResult): Record<string, Cell> {
  const deaths = (faults['deathInside'] ?? 0) + (faults['deathAfter'] ?? 0);
  const vanished = (faults['vanished'] ?? 0) + (faults['vanished with work'] ?? 0);
  return {
    seed: String(seed), interactions: arrivals, 'virtual hours': Math.round(virtualHours), transactions, offers: offers['made'] ?? 0, 'picked up': offers['picked-up'] ?? 0, deaths, 'lost answers': faults['lostAnswer'] ?? 0,
    vanished, 'clock steps': faults['clockStep'] ?? 0, seconds: Math.round(seconds), 'per second': Math.round(arrivals / seconds), violations: 0,
  };
}
