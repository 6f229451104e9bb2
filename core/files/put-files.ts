import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crashPoint } from '#storage/index.ts';
import { fileKey } from './file-key.ts';
import type { StoredFile } from './file-store.ts';
import { fileExists } from './read-file.ts';

/** Writes what is not there yet: temp, fsync, rename; then each directory once. Nothing is durable before it has returned. */
export async function putFiles(dir: string, accountId: number, contents: readonly Uint8Array[]): Promise<StoredFile[]> {
  if (contents.length === 0) return [];
  const stored: StoredFile[] = [];
  const directories = new Set<string>();
  const temporaryDir = join(dir, 'tmp');
  await mkdir(temporaryDir, { recursive: true, mode: 0o700 });
  for (const content of contents) {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const path = join(dir, fileKey(accountId, sha256));
    if (!directories.has(dirname(path))) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      directories.add(dirname(path));
    }
    if (!await fileExists(path)) await writeDurably(join(temporaryDir, randomBytes(12).toString('hex')), path, content);
    stored.push({ sha256, byteCount: content.byteLength });
  }
  // Also where the file was there: whoever renamed it may not have come to this line yet. The parents carry new directories' names.
  await Promise.all([...directories, join(dir, String(accountId)), dir].map(syncDirectory));
  crashPoint('file-written');
  return stored;
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
