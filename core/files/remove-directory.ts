import { readdir, rm } from 'node:fs/promises';

/** Removes a directory with everything in it, and gives how many files that were. Somebody who writes into it meanwhile is outlasted: a few times. */
export async function removeDirectory(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  return entries.filter((entry) => !entry.isDirectory()).length;
}
