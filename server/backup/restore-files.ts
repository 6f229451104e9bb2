import { createHash } from 'node:crypto';
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupUnusable } from '#storage/backup/index.ts';
import type { ArchiveRecord } from './archive.ts';
import type { ArchiveReader } from './archive-reader.ts';
import { isStoredPath } from './stored-files.ts';

/** Writes one blob durably and checks its bytes. */
export async function restoreFile(reader: ArchiveReader, record: Extract<ArchiveRecord, { kind: 'file' }>, filesDir: string): Promise<void> {
  if (!isStoredPath(record.path)) throw new BackupUnusable(`The backup holds a file with a path that is none of ours: ${JSON.stringify(record.path).slice(0, 100)}. Nothing was restored.`);
  const path = join(filesDir, record.path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  try {
    for await (const piece of reader.content(record)) {
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (hash.digest('hex') !== record.sha256) throw new BackupUnusable(`The file ${record.path} in the backup is damaged. Nothing was restored.`);
}

/** secret.key as it was, for its owner only. */
export async function restoreSecretKey(reader: ArchiveReader, record: Extract<ArchiveRecord, { kind: 'secret-key' }>, dataDir: string): Promise<void> {
  if (record.bytes > 4_096) throw new BackupUnusable('The secret key in the backup is none.');
  const handle = await open(join(dataDir, 'secret.key'), 'wx', 0o600);
  try {
    for await (const piece of reader.content(record)) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The names of everything below a directory, made durable. */
export async function syncDirectories(dir: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.isDirectory() && (entry.name === 'files' || /^[0-9a-f]+$/.test(entry.name))) await syncDirectories(join(dir, entry.name));
  }
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
