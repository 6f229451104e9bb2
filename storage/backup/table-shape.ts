import { createHash } from 'node:crypto';
import pg from 'pg';
import { copyOut } from './copy-out.ts';

/** What is copied of a table: its stored columns, in the order of its primary key. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** ORDER BY terms; text in C order, so that two databases agree whatever their collations are. */
  readonly order: readonly string[];
}

/** Rows and their hash: sha256 over the lines of COPY in the order of the primary key. */
export interface TableSum { readonly rows: number; readonly sha256: string }

/** Every table of the schema, from the catalog: one that a later migration adds is in the next backup by itself. */
export async function tableShapes(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; order: string[] | null }>(`
    SELECT c.relname AS name,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      (SELECT array_agg(quote_ident(a.attname) || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END ORDER BY k.ordinality)
       FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ordinality)
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
       WHERE i.indrelid = c.oid AND i.indisprimary) AS order
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname COLLATE "C"`);
  return rows.map(({ name, columns, order }) => {
    if (order === null) throw new Error(`the table ${name} has no primary key: its rows have no order to be copied in`);
    return { name, columns, order };
  });
}

export function quotedColumns(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

/** Streams a table and sums it up. */
export async function copyTable(client: pg.Client, shape: TableShape, onRow: (row: Buffer) => Promise<void> | undefined): Promise<TableSum> {
  const hash = createHash('sha256');
  let rows = 0;
  const statement = `COPY (SELECT ${quotedColumns(shape.columns)} FROM public.${pg.escapeIdentifier(shape.name)} ORDER BY ${shape.order.join(', ')}) TO STDOUT`;
  await copyOut(client, statement, (row) => {
    hash.update(row);
    rows += 1;
    return onRow(row);
  });
  return { rows, sha256: hash.digest('hex') };
}
