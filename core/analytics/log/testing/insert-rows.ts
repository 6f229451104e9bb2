import { sql, type Tx } from '#storage/index.ts';

/** Rows of one table as they are; all name the same columns. */
export async function insertRows(tx: Tx, table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = sql.join(['account_id', ...Object.keys(first)].map((name) => sql.ref(name)));
  const json = JSON.stringify(rows.map((row) => ({ account_id: tx.accountId, ...row })));
  await tx.run(sql`
    INSERT INTO ${sql.table(table)} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${sql.table(table)}, ${json}::json)`);
}
