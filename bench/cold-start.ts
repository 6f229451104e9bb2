import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchOptions } from './kit/bench-options.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { median } from './kit/statistics.ts';

/**
 * From `./patchbay serve` to the first 200 of /readyz: the first start (makes the cluster and the schema) and later ones; and the memory of
 * the whole process tree when idle, database included. Linux: memory is PSS of /proc (what processes share counts once).
 */
const { isShort, isJson } = benchOptions();
const launcher = join(import.meta.dirname, '..', 'patchbay');
const dataDir = mkdtempSync(join(process.env['PATCHBAY_BENCH_DIR'] ?? tmpdir(), 'patchbay-bench-'));
const idleMs = isShort ? 2_000 : 10_000;
const answerMsMax = 60_000;

try {
  const first = await startOnce();
  const later: Started[] = [];
  for (let n = 0; n < (isShort ? 1 : 3); n += 1) later.push(await startOnce());
  const row = (what: string, value: number, unit: string, wanted: number): Record<string, Cell> => ({ what, value, unit, wanted: `<= ${wanted}`, held: value <= wanted ? 'yes' : 'NO' });
  printTable('cold start', [
    row('first start until /readyz', first.seconds, 's', 10),
    row('later start until /readyz, median', median(later.map((start) => start.seconds)), 's', 3),
    ...(later.at(-1)!.idleMb === null ? [] : [row(`idle memory of the whole tree, ${later.at(-1)!.processes} processes`, later.at(-1)!.idleMb!, 'MB PSS', 250)]),
  ], isJson);
} finally {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  rmSync(dataDir, { recursive: true, force: true });
}

interface Started { readonly seconds: number; readonly idleMb: number | null; readonly processes: number }

async function startOnce(): Promise<Started> {
  const port = await freePort();
  const before = new Set(processIds());
  const start = performance.now();
  const child = spawn(launcher, ['serve'], { env: { ...process.env, PORT: String(port), PATCHBAY_DATA_DIR: dataDir, PATCHBAY_LOG_LEVEL: 'warn' }, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await ready(child, port);
    const seconds = (performance.now() - start) / 1000;
    say(`ready after ${seconds.toFixed(2)} s`);
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    const own = treeOf(child.pid!, before);
    const sizes = own.map(pssKb);
    return { seconds, idleMb: process.platform === 'linux' ? sizes.reduce((sum, kb) => sum + kb, 0) / 1024 : null, processes: sizes.filter((kb) => kb > 0).length };
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // the keeper stops the database
  }
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  for (const deadline = performance.now() + answerMsMax; performance.now() < deadline;) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}`);
    const status = await fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.status, () => 0);
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`/readyz did not answer within ${answerMsMax / 1000} s`);
}

/** The server, what it started, and the database: the keeper detaches, so new processes that name the data directory count too. */
function treeOf(root: number, before: ReadonlySet<number>): number[] {
  const parents = new Map(processIds().filter((pid) => !before.has(pid)).map((pid) => [pid, parentOf(pid)]));
  const roots = new Set([root, ...[...parents.keys()].filter((pid) => read(`/proc/${pid}/cmdline`).includes(dataDir) || read(`/proc/${pid}/environ`).includes(dataDir))]);
  const belongs = (pid: number): boolean => roots.has(pid) || (parents.has(pid) && belongs(parents.get(pid)!));
  return [...parents.keys()].filter(belongs);
}

function processIds(): number[] {
  return process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number) : [];
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function pssKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // it has ended, or is another user's
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
