import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openSnapshot, type Snapshot, type TableSum } from '#storage/backup/index.ts';
import type { Connection } from '#storage/index.ts';
import { archiveFormat, type Manifest, type SecretKeyState } from './archive.ts';
import { createArchive, type ArchiveWriter } from './archive-writer.ts';
import { storedFiles, sumFile } from './stored-files.ts';

const rowsBytes = 1024 * 1024;

export interface BackupOptions {
  readonly connection: Connection;
  readonly path: string;
  readonly dataDir: string;
  readonly version: string;
  /** RFC 3339 UTC. */
  readonly now: string;
  /** Whether secret.key of the data directory goes into the file; false also where the key is a setting. */
  readonly withSecretKey: boolean;
  readonly onProgress: (text: string) => void;
}

export interface BackupResult {
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly fileBytes: number;
  /** Files whose bytes were not those of their name before the backup began; they are in it as they are. */
  readonly damagedFiles: readonly string[];
  readonly secretKey: SecretKeyState;
}

/** Everything into one file: rows of one instant, then the blobs (none that a row names is younger than the row). */
export async function writeBackup(options: BackupOptions): Promise<BackupResult> {
  const archive = await createArchive(options.path);
  try {
    const secretKey = options.withSecretKey ? await readFile(join(options.dataDir, 'secret.key')).catch(() => null) : null;
    const keyState = secretKey ? 'included' : options.withSecretKey ? 'none' : 'elsewhere';
    const tables = await openSnapshot(options.connection, async (snapshot) => {
      await archive.write({
        kind: 'begin', format: archiveFormat, version: options.version, createdAt: options.now, migrations: snapshot.migrations, secretKey: keyState, bytes: 0,
      });
      if (secretKey) await archive.write({ kind: 'secret-key', bytes: secretKey.length }, secretKey);
      return writeTables(archive, snapshot, options.onProgress);
    });
    const files = await writeFiles(archive, join(options.dataDir, 'files'), options.onProgress);
    await archive.write({ kind: 'manifest', tables, ...files, bytes: 0 });
    const bytes = await archive.finish();
    const sums = Object.values(tables);
    return { bytes, tables: sums.length, rows: sums.reduce((sum, { rows }) => sum + rows, 0), ...files, secretKey: keyState };
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}

async function writeTables(archive: ArchiveWriter, snapshot: Snapshot, onProgress: (text: string) => void): Promise<Record<string, TableSum>> {
  const sums: Record<string, TableSum> = {};
  let rowsDone = 0;
  for (const shape of snapshot.tables) {
    await archive.write({ kind: 'table', name: shape.name, columns: shape.columns, bytes: 0 });
    let pending: Buffer[] = [];
    let pendingBytes = 0;
    let written: Promise<void> = Promise.resolve();
    const flush = (): Promise<void> => {
      const content = Buffer.concat(pending);
      pending = [];
      pendingBytes = 0;
      // Rows that were parsed already go on arriving while one write waits: the writes stand in line.
      written = written.then(() => (content.length === 0 ? undefined : archive.write({ kind: 'rows', bytes: content.length }, content)));
      return written;
    };
    const sum = await snapshot.copyTable(shape, (row) => {
      pending.push(row);
      pendingBytes += row.length;
      rowsDone += 1;
      if (rowsDone % 20_000 === 0) onProgress(`${shape.name}: ${rowsDone} of about ${Math.max(snapshot.rowsAbout, rowsDone)} rows`);
      return pendingBytes < rowsBytes ? undefined : flush();
    });
    await flush();
    await archive.write({ kind: 'table-end', name: shape.name, ...sum, bytes: 0 });
    sums[shape.name] = sum;
  }
  await archive.write({ kind: 'sequences', values: await snapshot.sequences(), bytes: 0 });
  return sums;
}

async function writeFiles(archive: ArchiveWriter, filesDir: string, onProgress: (text: string) => void): Promise<Pick<Manifest, 'files' | 'fileBytes' | 'damagedFiles'>> {
  let files = 0;
  let fileBytes = 0;
  const damagedFiles: string[] = [];
  for await (const path of storedFiles(filesDir)) {
    const sum = await sumFile(join(filesDir, path));
    if (sum === null) continue; // removed meanwhile: no row names it any more
    if (sum.sha256 !== basename(path)) damagedFiles.push(path);
    await archive.write({ kind: 'file', path, ...sum });
    let bytes = 0;
    for await (const chunk of createReadStream(join(filesDir, path), { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      await archive.append(chunk);
    }
    if (bytes !== sum.bytes) throw new Error(`${path} changed while it was read`);
    files += 1;
    fileBytes += bytes;
    if (files % 500 === 0) onProgress(`${files} files`);
  }
  return { files, fileBytes, damagedFiles };
}
