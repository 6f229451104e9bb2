import { sql, type Database } from '#storage/index.ts';

/** The newest position of each of these accounts; 0 where nothing has happened yet. One statement for all of them. */
export async function headPositions(database: Database, accountIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await database.rows(sql<{ account_id: number; position: number }>`SELECT account_id, position FROM event_heads WHERE account_id = ANY(${[...accountIds]}::bigint[])`);
  const heads = new Map(accountIds.map((id) => [id, 0]));
  for (const row of rows) heads.set(row.account_id, row.position);
  return heads;
}
