import { sql, type Database } from '#storage/index.ts';

/**
 * The id of an account that does not exist yet. Row-level security wants the account known before its first row is written, so the id is
 * taken first and `createAccount` runs in `withAccount(id, ...)`: account, roles, owner and audit row in one transaction. An id whose
 * transaction never commits is a gap, nothing else.
 */
export async function reserveAccountId(database: Database): Promise<number> {
  const [row] = await database.rows(sql<{ id: number }>`SELECT nextval(pg_get_serial_sequence('accounts', 'id')) AS id`);
  if (!row) throw new Error('the sequence gave no id');
  return row.id;
}
