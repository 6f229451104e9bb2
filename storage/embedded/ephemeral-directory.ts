import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { holdLock } from './keeper/hold-lock.ts';
import { keeperFiles } from './keeper-files.ts';

const prefix = 'patchbay-test-';
const memoryBytesMin = 1024 ** 3;
const leftoverAgeMs = 60_000;

/**
 * Makes the directory of a throw-away database: in memory (/dev/shm) when 1 GB is free there, else in the system's
 * temporary directory. Removes first what killed keepers left behind.
 */
export function makeEphemeralDirectory(): string {
  const parent = hasRoomInMemory() ? '/dev/shm' : tmpdir();
  removeLeftovers(parent);
  return mkdtempSync(join(parent, prefix));
}

function hasRoomInMemory(): boolean {
  if (process.platform !== 'linux' || !existsSync('/dev/shm')) return false;
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize >= memoryBytesMin;
}

/** A directory whose keeper lock is free for a minute belongs to nobody. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const directory = join(parent, name);
    try {
      if (Date.now() - statSync(directory).mtimeMs < leftoverAgeMs) continue;
      const lock = holdLock(keeperFiles(directory).lock);
      if (lock === null) continue;
      lock.release();
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another user's, or removed by someone else at this moment.
    }
  }
}
