import { findAccountAges } from '#core/accounts/index.ts';
import { sql, type Database } from '#storage/index.ts';
import type { FileStore } from './file-store.ts';

/**
 * Removes from the store what no row names any more and nobody used for a day: files of an import that was undone or that a crash cut off.
 * For the server's housekeeping; changes no rows. Returns how many.
 */
export async function sweepUnnamedFiles(database: Database, store: FileStore, nowMs: number): Promise<number> {
  let removed = 0;
  for (const { id, createdAt } of await findAccountAges(database)) {
    removed += await store.sweepUnnamed(id, {
      nowMs, sinceMs: Date.parse(createdAt),
      isNamed: async (sha256s) => {
        const rows = await database.withAccount(id, (tx) => tx.rows(sql<{ sha256: string }>`
          SELECT sha256 FROM files WHERE account_id = ${id} AND sha256 = ANY(${[...sha256s]}::text[])`));
        return new Set(rows.map((row) => row.sha256));
      },
    });
  }
  return removed;
}
