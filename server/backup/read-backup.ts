import { BackupUnusable, loadDatabase, type Loader, type TableSum } from '#storage/backup/index.ts';
import type { Connection } from '#storage/index.ts';
import { archiveFormat, type ArchiveRecord, type Manifest, type SecretKeyState } from './archive.ts';
import { openArchive, type ArchiveReader } from './archive-reader.ts';
import { restoreFile, restoreSecretKey, syncDirectories } from './restore-files.ts';

export interface RestoreOptions {
  readonly path: string;
  readonly connection: Connection;
  /** Where `files/` and `secret.key` go. */
  readonly dataDir: string;
  readonly onProgress: (text: string) => void;
  readonly onBytes?: (bytes: number) => void;
}

export interface RestoreResult {
  readonly version: string;
  readonly createdAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly damagedFiles: readonly string[];
  readonly secretKey: SecretKeyState;
}

/**
 * Brings a backup into an empty database and an empty directory. The database is committed only when the archive has been read to its
 * end, every table was read back and equals its sum, and every file its hash. What lies in the directory then is the caller's to keep or to drop.
 */
export async function readBackup({ path, connection, dataDir, onProgress, onBytes }: RestoreOptions): Promise<RestoreResult> {
  const reader = openArchive(path, onBytes);
  try {
    const begin = await readBegin(reader, path);
    const { tables, files, fileBytes, damagedFiles } = await loadDatabase({
      connection, migrations: begin.migrations,
      work: (loader) => load({ reader, loader, dataDir, onProgress }),
      onCheck: () => onProgress('checking references'),
    });
    const sums = Object.values(tables);
    return {
      version: begin.version, createdAt: begin.createdAt, tables: sums.length, rows: sums.reduce((sum, { rows }) => sum + rows, 0), files, fileBytes, damagedFiles, secretKey: begin.secretKey,
    };
  } catch (error) {
    throw isFromContent(error) ? new BackupUnusable(`${path} is damaged or was changed: its content does not fit. Nothing was restored.`, { cause: error }) : error;
  } finally {
    reader.close();
  }
}

/** Bytes that are wrong can reach the database, or our own reading of a record, before a sum tells of them: they are no fault of either. */
function isFromContent(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) return true;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(?:22|23|42)[0-9A-Z]{3}$/.test(code); // data exception, integrity violation, unknown name
}

/** Whether it is a backup at all; before anything is made for it. */
export async function checkBackup(path: string): Promise<void> {
  const reader = openArchive(path);
  await readBegin(reader, path).finally(() => reader.close());
}

async function readBegin(reader: ArchiveReader, path: string): Promise<Extract<ArchiveRecord, { kind: 'begin' }>> {
  const begin = await reader.next();
  if (begin?.kind !== 'begin') throw new BackupUnusable(`${path} is no backup of Patchbay.`);
  if (begin.format !== archiveFormat) throw new BackupUnusable(`${path} has the format ${begin.format}; this version reads ${archiveFormat}. Install the version that made it (${begin.version}).`);
  return begin;
}

interface Load { readonly reader: ArchiveReader; readonly loader: Loader; readonly dataDir: string; readonly onProgress: (text: string) => void }

async function load({ reader, loader, dataDir, onProgress }: Load): Promise<Manifest> {
  const loaded: Record<string, TableSum> = {};
  let manifest: Manifest | null = null;
  let files = 0;
  for (let record = await reader.next(); record !== null; record = await reader.next()) {
    switch (record.kind) {
      case 'table':
        onProgress(`table ${record.name}`);
        loaded[record.name] = await loadTable(reader, loader, record);
        break;
      case 'secret-key': await restoreSecretKey(reader, record, dataDir); break;
      case 'sequences': await loader.setSequences(record.values); break;
      case 'file':
        await restoreFile(reader, record, `${dataDir}/files`);
        files += 1;
        if (files % 500 === 0) onProgress(`${files} files`);
        break;
      case 'manifest': manifest = record; break;
      case 'end': break;
      case 'begin': case 'rows': case 'table-end': throw new BackupUnusable('The records of the backup are out of order. Nothing was restored.');
      default: throw new BackupUnusable('The backup holds what this version does not know. Nothing was restored.');
    }
  }
  if (manifest === null) throw new BackupUnusable('The backup has no manifest. Nothing was restored.');
  if (manifest.files !== files) throw new BackupUnusable(`The backup should hold ${manifest.files} files and holds ${files}. Nothing was restored.`);
  await compare(loader, loaded, manifest, onProgress);
  await syncDirectories(dataDir);
  return manifest;
}

/** The rows up to the table's end, whose sum they must have. */
async function loadTable(reader: ArchiveReader, loader: Loader, table: Extract<ArchiveRecord, { kind: 'table' }>): Promise<TableSum> {
  let end: Extract<ArchiveRecord, { kind: 'table-end' }> | null = null;
  async function* rows(): AsyncGenerator<Buffer> {
    for (let record = await reader.next(); ; record = await reader.next()) {
      if (record?.kind === 'rows') yield* reader.content(record);
      else if (record?.kind === 'table-end' && record.name === table.name) {
        end = record;
        return;
      } else throw new BackupUnusable(`The table ${table.name} in the backup is cut off. Nothing was restored.`);
    }
  }
  const sum = await loader.loadTable(table.name, table.columns, rows());
  if (!same(sum, end)) throw new BackupUnusable(`The table ${table.name} in the backup is damaged. Nothing was restored.`);
  return sum;
}

/** Reads everything back: what the database holds now is what was in the other one. */
async function compare(loader: Loader, loaded: Readonly<Record<string, TableSum>>, manifest: Manifest, onProgress: (text: string) => void): Promise<void> {
  for (const name of new Set([...loader.tables, ...Object.keys(manifest.tables), ...Object.keys(loaded)])) {
    onProgress(`comparing ${name}`);
    const wanted = manifest.tables[name];
    if (!wanted || !same(wanted, loaded[name] ?? null) || !same(wanted, await loader.sumOf(name))) {
      throw new BackupUnusable(`The table ${name} does not equal the one in the backup after loading. Nothing was restored.`);
    }
  }
}

function same(a: TableSum, b: TableSum | null): boolean {
  return b !== null && a.rows === b.rows && a.sha256 === b.sha256;
}
