import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crashPoint } from '#storage/index.ts';
import { fileKey } from './file-key.ts';
import type { StoredFile } from './file-store.ts';

/** Writes what is not there yet: temp, fsync, rename; then each directory once. Nothing is durable before it has returned. */
export async function putFiles(dir: string, accountId: number, contents: readonly Uint8Array[]): Promise<StoredFile[]> {
  if (contents.length === 0) return [];
  const named = contents.map((content) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { content, sha256, path: join(dir, fileKey(accountId, sha256)) };
  });
  const directories = new Set(named.map(({ path }) => dirname(path)));
  const temporaryDir = join(dir, 'tmp');
  await mkdir(temporaryDir, { recursive: true, mode: 0o700 });
  for (const directory of directories) await mkdir(directory, { recursive: true, mode: 0o700 });
  const once = [...new Map(named.map((file) => [file.path, file])).values()];
  await inParallel(once, writesAtOnceMax, async ({ path, content }) => {
    if (!await isThere(path)) await writeDurably(join(temporaryDir, randomBytes(12).toString('hex')), path, content);
  });
  // Also where the file was there: whoever renamed it may not have come to this line yet. The parents carry new directories' names.
  await Promise.all([...directories, join(dir, String(accountId)), dir].map(syncDirectory));
  crashPoint('file-written');
  return named.map(({ sha256, content }) => ({ sha256, byteCount: content.byteLength }));
}

/** An fsync is waiting, not work: several at once share the disk's answer. As many as node has threads for files. */
const writesAtOnceMax = 4;

/** Does all, so many at once. After a failure nothing new is begun; what is under way ends before it is thrown. */
async function inParallel<T>(items: readonly T[], atOnceMax: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  await Promise.all(Array.from({ length: Math.min(atOnceMax, items.length) }, async () => {
    for (let item = queue.shift(); item !== undefined && failures.length === 0; item = queue.shift()) {
      await work(item).catch((error: unknown) => failures.push(error));
    }
  }));
  if (failures.length > 0) throw failures[0];
}

/** Renews the file's time: a sweep leaves alone what somebody is about to name in a row (`sweepUnnamed`). */
async function isThere(path: string): Promise<boolean> {
  const now = new Date();
  try {
    await utimes(path, now, now);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false;
    throw error;
  }
}

async function writeDurably(temporary: string, path: string, content: Uint8Array): Promise<void> {
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
