import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { seedLog } from './seed-log.ts';

/** A database with two seeded accounts whose rows have the same ids; tests look at `account`, `stranger` must never show. */
export interface SeededLog {
  readonly database: Database;
  readonly account: number;
  readonly stranger: number;
  /** One transaction of `account` as the app role. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openSeededLog({ seed, conversations }: { readonly seed: number; readonly conversations?: number }): Promise<SeededLog> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection, { size: 2 });
  const [account, stranger] = await database.withoutAccount(async (tx) => {
    const rows = await tx.rows(sql<{ id: number }>`
      INSERT INTO accounts (slug, name, created_at) VALUES ('desk', 'Desk & Co', now()), ('stranger', 'Stranger', now()) RETURNING id`);
    return rows.map((row) => row.id);
  });
  if (account === undefined || stranger === undefined) throw new Error('two accounts were asked for');
  await database.withAccount(account, (tx) => seedLog(tx, { seed, conversations: conversations ?? 90 }), { timeoutMs: 60_000 });
  await database.withAccount(stranger, (tx) => seedLog(tx, { seed: seed + 1, conversations: 120 }), { timeoutMs: 60_000 });
  return {
    database, account, stranger,
    read: (work) => database.withAccount(account, work, { timeoutMs: 60_000, readOnly: true }),
    close: async () => {
      await database.close();
      await clone.drop();
    },
  };
}
