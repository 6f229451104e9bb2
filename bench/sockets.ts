import { fork } from 'node:child_process';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openReaders } from './kit/open-readers.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import type { SocketMemory } from './kit/socket-memory.ts';
import { openBareSide, openOurSides, type Side, type SideName } from './kit/socket-sides.ts';
import { median, percentile } from './kit/statistics.ts';

/**
 * The desk's socket and /cable beside bare ws. First what an idle socket costs the server in memory: each round of each side in a server process of its own (`kit/socket-memory.ts`). Then how a message
 * spreads over 100, 1,000 and 5,000 readers in one run; the readers are in a process of their own. `spread`: from the first reader to the last, which is what the sockets themselves cost. `to all`: from
 * the commit (bare ws: from before the first `send`) to the last reader; of ours it holds the sequencer, the read of the log and the making of the frame, which bare ws has not.
 * node_modules/.bin/node bench/sockets.ts [--sockets 100,1000,5000] [--messages 40] [--memory 1000,5000] [--rounds 3] [--json]; an empty list leaves its part out
 */
const { values } = parseArgs({ options: {
  sockets: { type: 'string', default: '100,1000,5000' }, messages: { type: 'string', default: '40' }, memory: { type: 'string', default: '1000,5000' }, rounds: { type: 'string', default: '3' }, json: { type: 'boolean', default: false },
} });
const numbers = (list: string): number[] => list.split(',').filter((text) => text !== '').map(Number);
const names: readonly SideName[] = ['bare ws', '/cable', 'desk'];

async function memoryOf(name: SideName, count: number): Promise<SocketMemory> {
  const child = fork(new URL('./kit/socket-memory.ts', import.meta.url), [name, String(count)], { execPath: process.execPath, execArgv: ['--expose-gc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (found: SocketMemory) => { resolve(found); });
    child.once('exit', (code) => { reject(new Error(`the server of ${name} ended with ${code}`)); });
  });
}

/**
 * Several rounds, the sides one after the other in each: the median and, behind it, the least and the most. What is promised is that 5,000 sockets hold no more than 12 kB each, resident and in the heap. The heap of a
 * process that was left alone also holds what the next collection takes, whoever left it: it is shown, and counts where it makes the process larger.
 */
async function memoryRows(count: number): Promise<Record<string, Cell>[]> {
  const found = new Map<SideName, SocketMemory[]>(names.map((name) => [name, []]));
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    for (const [name, all] of found) {
      say(`memory of ${count} sockets, round ${round}: ${name} ... (load ${loadavg()[0]!.toFixed(1)})`);
      all.push(await memoryOf(name, count));
    }
  }
  return [...found].map(([name, all]) => {
    const cell = (key: keyof SocketMemory): Cell => {
      const each = all.map((one) => one[key]);
      return `${median(each).toFixed(1)} (${Math.min(...each).toFixed(1)} - ${Math.max(...each).toFixed(1)})`;
    };
    const isHeld = count < 5_000 || name === 'bare ws' ? '-' : all.every(({ residentKb, heldKb, residentHeldKb }) => Math.max(residentKb, heldKb, residentHeldKb) <= 12) ? 'yes' : 'no';
    return { sockets: count, side: name, 'heap kB, left alone': cell('heapKb'), 'resident, left alone': cell('residentKb'), 'heap, collected': cell('heldKb'), 'resident, collected': cell('residentHeldKb'), '<= 12 in each round': isHeld };
  });
}

interface Spread { readonly spreadMs: readonly number[]; readonly toAllMs: readonly number[] }
async function spreadOf(side: Side, count: number): Promise<Spread> {
  const readers = await openReaders(side.readersOf(count));
  const [spreadMs, toAllMs]: [number[], number[]] = [[], []];
  for (let n = 0; n < Number(values.messages); n += 1) {
    const { name, atMs } = await side.send(n);
    const { firstMs, lastMs } = await readers.until(name);
    spreadMs.push(lastMs - firstMs);
    toAllMs.push(lastMs - atMs);
  }
  await readers.close();
  return { spreadMs, toAllMs };
}

/** Bare ws before and after ours: the machine's pace changes. */
async function spreadRows(sides: Readonly<Partial<Record<SideName, Side>>>, count: number): Promise<Record<string, Cell>[]> {
  const found = new Map<SideName, Spread>();
  for (const name of [...names, 'bare ws'] as const) {
    say(`a message to ${count}: ${name} ... (load ${loadavg()[0]!.toFixed(1)})`);
    const { spreadMs, toAllMs } = await spreadOf(sides[name]!, count);
    const before = found.get(name);
    found.set(name, { spreadMs: [...before?.spreadMs ?? [], ...spreadMs], toAllMs: [...before?.toAllMs ?? [], ...toAllMs] });
  }
  const bare = found.get('bare ws')!.spreadMs;
  return [...found].map(([name, { spreadMs, toAllMs }]) => ({
    sockets: count, side: name, 'spread p50 ms': percentile(spreadMs, 0.5), 'spread p99 ms': percentile(spreadMs, 0.99), 'to all p50 ms': percentile(toAllMs, 0.5), 'to all p99 ms': percentile(toAllMs, 0.99),
    'of bare p50': percentile(spreadMs, 0.5) / percentile(bare, 0.5), 'of bare p99': percentile(spreadMs, 0.99) / percentile(bare, 0.99), wanted: name === 'bare ws' ? '-' : '<= 2',
  }));
}

for (const count of numbers(values.memory)) printTable('memory of a socket', await memoryRows(count), values.json);
if (numbers(values.sockets).length > 0) {
  const [bare, ours] = [await openBareSide(), await openOurSides()];
  for (const count of numbers(values.sockets)) printTable('sockets', await spreadRows({ ...bare.sides, ...ours.sides }, count), values.json);
  if (ours.failures.length > 0) say(`failures: ${ours.failures.map(String).join('; ')}`);
  await ours.close();
  await bare.close();
}
process.exit(0);
