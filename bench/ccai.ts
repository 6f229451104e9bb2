import { findInteractionRecords } from '#core/desk/index.ts';
import type { InteractionFilter, InteractionPage } from '#core/interactions/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { renderCall } from '#dialects/ccai/render/call.ts';
import { seedInteractions } from '#storage/testing/seed-interactions.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * A page of 200 calls with all their nested durations, at several depths, and an incremental pull, of an account with 1,000,000 calls (`--scale 0.02`: a fiftieth): core, rendering and
 * JSON text, as the app role under row-level security. The candidates take turns.
 */
const { isJson, isShort, scale } = benchOptions();
const bench = await openBenchDatabase({ size: 4 });
const calls = Math.round(1_000_000 * scale);
const act = systemAct(1, '2026-11-02T09:00:00.000Z', 'bench');
const per = 200;
const pages = calls / per;

const pull = (filter: Omit<InteractionFilter, 'kind'>, page: Partial<InteractionPage>) => async (): Promise<number> => {
  const { found, names } = await bench.database.withAccount(1, (tx) => findInteractionRecords(tx, act, { kind: 'call', ...filter }, { sort: 'ordinal', offset: 0, limit: per, ...page }), { isolation: 'repeatable read', readOnly: true });
  return JSON.stringify(found.map(({ interaction, updatedAt }) => renderCall({ it: interaction, names }, updatedAt))).length;
};
const page = (number: number): Partial<InteractionPage> => ({ offset: (Math.round(number * scale) || 1) * per - per });

try {
  await seedInteractions(bench.owner, { calls, onStep: (name, seconds) => say(`${name}: ${seconds.toFixed(1)} s`) });
  const since = (minutes: number): string => new Date(Date.UTC(2026, 10, 1) - minutes * 60_000).toISOString();
  const cases: Record<string, () => Promise<number>> = {
    'page 1': pull({}, {}),
    'page 100': pull({}, page(100)),
    'page 2,500': pull({}, page(2_500)),
    'page 5,000': pull({}, page(5_000)),
    'first pull (updated since 2000), page 5,000': pull({ updatedAt: { from: '2000-01-01T00:00:00Z' } }, page(5_000)),
    'incremental pull, 5 minutes': pull({ updatedAt: { from: since(5) } }, {}),
    'incremental pull, 3 hours': pull({ updatedAt: { from: since(180) } }, {}),
    'incremental pull, a week, page 50': pull({ updatedAt: { from: since(7 * 24 * 60) } }, page(50 / scale)),
    'an agent\'s, page 1': pull({ agentIds: [9007] }, {}),
    'failed ones of a day': pull({ states: ['failed'], instants: { createdAt: { from: since(24 * 60) } } }, {}),
  };
  const beyond: Record<string, () => Promise<number>> = {
    'half of all by updated_at, middle': pull({ updatedAt: { from: since(calls / 2) } }, { offset: Math.floor(pages / 4) * per }),
    'sorted by created_at, page 2,500': pull({}, { ...page(2_500), sort: 'createdAt' }),
    'sorted by hold_duration, page 1': pull({}, { sort: 'holdSeconds', descending: true }),
  };
  printTable(`calls at ${calls}, ${per} on a page`, await measure(cases, isShort ? 10 : 40, '<= 150'), isJson);
  // Cut by OFFSET from an index or a sort: no promise, and on a busy machine over the limit of a transaction (5 s).
  printTable('beyond the promise', await measure(beyond, isShort ? 3 : 5, 'none'), isJson);
} finally {
  await bench.close();
}

async function measure(cases: Readonly<Record<string, () => Promise<number>>>, runs: number, wanted: string): Promise<Record<string, Cell>[]> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  const bytes: Record<string, number> = {};
  for (let run = -3; run < runs; run += 1) { // three rounds to warm up
    for (const [name, work] of Object.entries(cases)) {
      const start = performance.now();
      bytes[name] = await work();
      if (run >= 0) times[name]!.push(performance.now() - start);
    }
  }
  return Object.entries(times).map(([name, values]) => {
    const p95 = percentile(values, 0.95);
    return { case: name, 'kB': Math.round(bytes[name]! / 1000), 'p50 ms': percentile(values, 0.5), 'p95 ms': p95, 'max ms': Math.max(...values), 'wanted ms': wanted, held: wanted === 'none' ? '' : p95 <= 150 ? 'yes' : 'NO' };
  });
}
