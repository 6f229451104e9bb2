import { sql, type Database, type Tx } from '#storage/index.ts';

/** How far the documents of an account's history are made; messages, newest first. */
export interface SearchFill {
  readonly done: number;
  /** Null: not counted yet. */
  readonly total: number | null;
}

/** Notes that all history is to be made anew, from the newest message back. One that is under way begins again. */
export async function beginSearchFill(tx: Tx): Promise<void> {
  await tx.run(sql`
    INSERT INTO search_fills (account_id, begun_at) VALUES (${tx.accountId}, now())
    ON CONFLICT (account_id) DO UPDATE SET begun_at = excluded.begun_at, before_id = NULL, done = 0, total = NULL, finished_at = NULL`);
}

/** Null: everything can be found. */
export async function findSearchFill(tx: Tx): Promise<SearchFill | null> {
  const fill = await tx.maybe(sql<SearchFill>`SELECT done, total FROM search_fills WHERE account_id = ${tx.accountId} AND finished_at IS NULL`);
  return fill && { done: fill.total === null ? fill.done : Math.min(fill.done, fill.total), total: fill.total };
}

/** Accounts whose history is not through, the longest waiting first. */
export async function accountsToFill(database: Database): Promise<number[]> {
  const rows = await database.rows(sql<{ account_id: number }>`SELECT account_id FROM search_fills JOIN open_accounts a ON a.id = account_id WHERE finished_at IS NULL ORDER BY begun_at, account_id`);
  return rows.map((row) => row.account_id);
}
