import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupUnusable } from '#storage/backup/index.ts';
import { openEmbeddedDatabase } from '#storage/embedded/index.ts';
import { resolveDataDir } from '#storage/embedded/resolve-data-dir.ts';
import { checkBackup, readBackup, type RestoreOptions, type RestoreResult } from './read-backup.ts';

export type PlaceOptions = Pick<RestoreOptions, 'path' | 'onProgress' | 'onBytes'> & { readonly dataDir: string };

/**
 * Into an embedded database: everything is made in a directory beside the wanted one, which gets its name in one step when all is checked.
 * A failure leaves nothing; a killed process leaves `<data>.restoring-<pid>`, which nothing reads.
 */
export async function restoreEmbedded({ dataDir, postgresBin, ...options }: PlaceOptions & { readonly postgresBin: string | null }): Promise<RestoreResult> {
  requireEmptyDirectory(dataDir);
  await checkBackup(options.path);
  const temporary = `${dataDir}.restoring-${process.pid}`;
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(temporary, { mode: 0o700 });
  try {
    const database = await openEmbeddedDatabase({ dataDir: temporary, postgresBin, onProgress: options.onProgress });
    let result: RestoreResult;
    try {
      result = await readBackup({ ...options, connection: database.connection, dataDir: temporary });
    } finally {
      await database.release();
    }
    for (const name of ['run', 'keeper.json', 'keeper.lock']) await rm(join(temporary, name), { recursive: true, force: true }); // made anew at every start
    await rmdir(dataDir).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'ENOENT') throw error; });
    await rename(temporary, dataDir);
    return result;
  } catch (error) {
    const { isElsewhere, clusterDir } = resolveDataDir(temporary);
    if (isElsewhere) await rm(dirname(clusterDir), { recursive: true, force: true });
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** Into the database of DATABASE_URL, which one transaction fills; files and key get their places before it commits. */
export async function restoreOutside({ dataDir, url, ...options }: PlaceOptions & { readonly url: string }): Promise<RestoreResult> {
  for (const name of ['files', 'secret.key']) {
    if (existsSync(join(dataDir, name))) throw new BackupUnusable(`There is ${join(dataDir, name)} already. A backup goes into an empty place only; name another with --data-dir.`);
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    return await readBackup({ ...options, connection: { connectionString: url }, dataDir });
  } catch (error) {
    for (const name of ['files', 'secret.key']) await rm(join(dataDir, name), { recursive: true, force: true });
    throw error;
  }
}

function requireEmptyDirectory(dataDir: string): void {
  let names: string[];
  try {
    names = readdirSync(dataDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (names.length > 0) {
    throw new BackupUnusable(`${dataDir} is not empty. A backup goes into an empty directory only, so that nothing is overwritten: name one with --data-dir, or move this one away.`);
  }
}
