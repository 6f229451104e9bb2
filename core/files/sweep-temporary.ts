import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ageMsMin = 24 * 60 * 60 * 1000;

/** Removes temporary files older than a day: what a crash left behind, never what a writer still holds. Returns how many. */
export async function sweepTemporary(dir: string, nowMs: number): Promise<number> {
  const names = await readdir(dir).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let removed = 0;
  for (const name of names) {
    const found = await stat(join(dir, name)).catch(() => null); // renamed away meanwhile
    if (!found || nowMs - found.mtimeMs < ageMsMin) continue;
    await rm(join(dir, name), { force: true });
    removed += 1;
  }
  return removed;
}
