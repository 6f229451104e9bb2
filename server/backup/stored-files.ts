import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** `7/0a/0a3f...`: account, first two digits, sha256. Nothing else becomes a path. */
const pathPattern = /^[1-9]\d{0,15}\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/;

export function isStoredPath(path: string): boolean {
  return pathPattern.test(path);
}

/** Paths of every blob of the store, in order; temporary files are left out. */
export async function* storedFiles(filesDir: string): AsyncGenerator<string> {
  for (const account of await namesIn(filesDir)) {
    for (const part of await namesIn(join(filesDir, account))) {
      for (const name of await namesIn(join(filesDir, account, part))) {
        const path = `${account}/${part}/${name}`;
        if (isStoredPath(path)) yield path;
      }
    }
  }
}

async function namesIn(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}

/** sha256 and size of a file; null where it is gone. */
export async function sumFile(path: string): Promise<{ sha256: string; bytes: number } | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { sha256: hash.digest('hex'), bytes };
}
