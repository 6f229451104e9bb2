import { sql, type Database } from '#storage/index.ts';

const batchMax = 5_000;

/**
 * Gives every committed event without a position the next one of its account. Safe in any number of processes: the lease row's lock
 * makes them take turns, and the numbering statement after it sees all that was committed before. Returns how many were numbered.
 *
 * Why not by id: ids are taken before commit, so a reader that tails by id skips what commits late; a reader that waits for the oldest
 * open transaction freezes behind a slow one. A position is given only to what is visible, whenever it becomes so.
 */
export async function sequenceOnce(database: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const { count } = await database.withoutAccount((tx) => tx.one(sql<{ count: number }>`SELECT sequence_events(${batchMax}) AS count`), { timeoutMs: 30_000, statementMs: 10_000 });
    total += count;
    if (count < batchMax) return total;
  }
}
