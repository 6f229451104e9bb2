import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';

/**
 * What several test files need and is slow to make: made by the first, read by the others, within one run (`tools/test-run` names the folder). A file that is
 * run alone makes it itself; so does one that finds the maker dead.
 */
export async function madeOnce<T>(name: string, make: () => Promise<T>): Promise<T> {
  const folder = process.env['PATCHBAY_TEST_SHARED'];
  if (folder === undefined) return make();
  const file = join(folder, name);
  for (;;) {
    const made = readIfThere(file);
    if (made) return deserialize(made) as T;
    if (claim(`${file}.maker`)) break;
    await sleep(200);
  }
  try {
    const value = await make();
    writeFileSync(`${file}.${process.pid}`, serialize(value));
    renameSync(`${file}.${process.pid}`, file);
    return value;
  } finally {
    rmSync(`${file}.maker`, { recursive: true, force: true });
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** True for whoever may make it; a claim whose process is gone is taken over. */
function claim(path: string): boolean {
  try {
    mkdirSync(path);
    writeFileSync(join(path, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const pid = Number(readIfThere(join(path, 'pid')) ?? NaN);
  if (pid > 0 && !isAlive(pid)) rmSync(path, { recursive: true, force: true });
  return false;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
