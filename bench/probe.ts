import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchOptions } from './kit/bench-options.ts';
import { printTable } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

export interface FsyncProbe { readonly p50Ms: number; readonly p99Ms: number; readonly perSecond: number }

/**
 * What this disk takes, now, to make one block durable (8 kB, written over and over, fdatasync). A figure with commits in it means nothing
 * without it: the same disk gives 8,000 a second and, ten minutes later, 450.
 */
export function probeFsync(directory: string = tmpdir(), count = 100): FsyncProbe {
  const dir = mkdtempSync(join(directory, 'patchbay-probe-'));
  const file = openSync(join(dir, 'block'), 'w');
  try {
    const block = Buffer.alloc(8_192, 1);
    const times = Array.from({ length: count }, () => {
      const start = performance.now();
      writeSync(file, block, 0, block.length, 0);
      fdatasyncSync(file);
      return performance.now() - start;
    });
    const total = times.reduce((sum, time) => sum + time, 0);
    return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), perSecond: (count / total) * 1000 };
  } finally {
    closeSync(file);
    rmSync(dir, { recursive: true });
  }
}

if (import.meta.main) {
  const { isJson } = benchOptions();
  const probe = probeFsync(process.env['PATCHBAY_BENCH_DIR'] ?? tmpdir(), 500);
  printTable('fsync probe', [{ 'p50 ms': probe.p50Ms, 'p99 ms': probe.p99Ms, 'per second': Math.round(probe.perSecond) }], isJson);
}
