import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openEmbeddedDatabase } from '#storage/embedded/index.ts';
import { serversOf } from '#storage/embedded/keeper/cluster-processes.ts';
import { makeTestDirectory } from '#storage/embedded/testing/test-places.ts';

/* Prints how long the embedded database takes to start and stop, and what it holds while idle (memory: Linux only). */
const place = makeTestDirectory();
const dataDir = join(place.path, 'data');
const figures: object[] = [];
try {
  for (let round = 0; round < 5; round++) {
    const database = await openEmbeddedDatabase({ dataDir });
    await sleep(1_000);
    const { keeperPid, clusterDir, openMs } = database.info;
    const memory = process.platform === 'linux'
      ? { postgresPssKb: sum(serversOf(clusterDir), 'Pss'), keeperPssKb: kilobytes(keeperPid, 'Pss'), keeperOwnKb: kilobytes(keeperPid, 'Private_Dirty') }
      : {};
    const stopping = performance.now();
    await database.release();
    figures.push({ openMs, stopMs: Math.round(performance.now() - stopping), ...memory });
  }
} finally {
  place.remove();
}
console.table(figures);

function sum(pids: number[], field: string): number {
  return pids.reduce((total, pid) => total + kilobytes(pid, field), 0);
}

function kilobytes(pid: number, field: string): number {
  const line = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').split('\n').find((each) => each.startsWith(`${field}:`));
  return Number(/\d+/.exec(line ?? '')?.[0] ?? 0);
}
