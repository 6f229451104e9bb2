import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '#core/files/index.ts';

/** A copy of a stored file under a path, for code that reads paths; gone afterwards, whatever happened. */
export async function withStoredFile<T>({ files, dataDir }: { files: FileStore; dataDir: string }, accountId: number, sha256: string, work: (path: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(dataDir, 'reading-'));
  try {
    const path = join(dir, 'file');
    await pipeline(await files.open(accountId, sha256), createWriteStream(path, { mode: 0o600 }));
    return await work(path);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
