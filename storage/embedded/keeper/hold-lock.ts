import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the lock that makes this process the one keeper of a data directory. Null: another process holds it.
 *
 * Node has no flock. SQLite's exclusive transaction on an empty file is a kernel lock (fcntl on the inode): it ends with
 * the process, also after kill -9, holds across containers that share a directory, and never needs a "is this pid still
 * the same program" guess. Nothing is ever written to the file. Costs about 1.5 MB.
 *
 * @throws when the file cannot be opened (missing rights, read-only file system).
 */
export function holdLock(file: string): { release(): void } | null {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return null;
    throw error;
  }
  return { release: () => database.close() };
}
