import type pg from 'pg';
import { globalTables } from '../global-tables.ts';

interface Column { readonly name: string; readonly type: string; readonly must: boolean; readonly isIdentity: boolean; readonly isGenerated: boolean; readonly allowed: string[] | null }
interface ForeignKey { readonly table: string; readonly columns: string[]; readonly theirs: string[] }
interface Table { readonly name: string; readonly columns: Column[]; readonly keys: ForeignKey[] }
type Row = Record<string, unknown>;

/** Columns that may be null and are not here: a CHECK wants one of two. */
const oneOfTwo: ReadonlySet<string> = new Set(['queue_assignments.agent_id']);

/**
 * Writes one row for each account into every tenant table, made from the catalog: types, CHECK ... IN lists, lower bounds and foreign keys. As the owner,
 * whom row-level security does not bind. Returns table -> account -> row.
 */
export async function fillEveryTable(owner: pg.Client, accountIds: readonly number[]): Promise<Map<string, Map<number, Row>>> {
  const tables = inOrderOfReference(await readTables(owner));
  const filled = new Map<string, Map<number, Row>>();
  for (const table of tables) {
    const rows = new Map<number, Row>();
    filled.set(table.name, rows);
    for (const accountId of accountIds) rows.set(accountId, await insertRow(owner, table, accountId, filled));
  }
  return filled;
}

async function insertRow(owner: pg.Client, table: Table, accountId: number, filled: ReadonlyMap<string, ReadonlyMap<number, Row>>): Promise<Row> {
  const values: Row = {};
  for (const column of table.columns) if ((column.must || oneOfTwo.has(`${table.name}.${column.name}`)) && !column.isIdentity) values[column.name] = column.allowed?.[0] ?? valueOf(column, accountId);
  for (const key of table.keys) {
    const target = filled.get(key.table)?.get(accountId);
    if (target) for (const [at, name] of key.columns.entries()) if (name in values) values[name] = target[key.theirs[at]!];
  }
  values['account_id'] = accountId;
  const names = Object.keys(values);
  const { rows } = await owner.query<{ row: Row }>(
    `INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')}) RETURNING to_jsonb(${table.name}) - $${names.length + 1}::text[] AS row`,
    [...names.map((name) => values[name]), table.columns.filter((column) => column.isGenerated).map((column) => column.name)], // what the database derives cannot be written back
  );
  return rows[0]!.row;
}

/** Different for each account, so that no unique key hides a leak. */
function valueOf({ name, type }: Column, accountId: number): unknown {
  if (type === 'bigint' || type === 'integer' || type === 'smallint' || type === 'double precision') return 1;
  if (type === 'boolean') return false;
  if (type.startsWith('timestamp')) return '2026-03-02T09:00:00Z';
  if (type === 'date') return '2026-03-02';
  if (type === 'jsonb') return '{}';
  if (type === 'bytea') return Buffer.from([1]);
  if (type.endsWith('[]')) return [];
  if (type === 'text') return `${name}-${accountId}`;
  if (type === 'tsvector') return `'word${accountId}':1A`;
  throw new Error(`no sample for a column of type ${type} (${name}): add one`);
}

async function readTables(owner: pg.Client): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`
    SELECT c.relname AS name,
      (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL), 'must', a.attnotnull AND NOT a.atthasdef, 'isIdentity', a.attidentity <> '', 'isGenerated', a.attgenerated <> '',
         'allowed', (SELECT coalesce((SELECT jsonb_agg(m[1]) FROM regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g') m),
             (SELECT jsonb_agg(m[1]) FROM regexp_matches(pg_get_constraintdef(k.oid), '>= ([0-9]+)', 'g') m)) FROM pg_constraint k
           WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] LIMIT 1)) ORDER BY a.attnum)
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('table', k.confrelid::regclass::text,
         'columns', (SELECT jsonb_agg(a.attname ORDER BY n) FROM unnest(k.conkey) WITH ORDINALITY u(num, n) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = num),
         'theirs', (SELECT jsonb_agg(a.attname ORDER BY n) FROM unnest(k.confkey) WITH ORDINALITY u(num, n) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = num))), '[]')
       FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f') AS keys
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relname = ANY($1) ORDER BY 1`, [[...globalTables]]);
  return rows;
}

function inOrderOfReference(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const waiting = new Set(rest.map((table) => table.name));
    const ready = rest.filter((table) => table.keys.every((key) => key.table === table.name || !waiting.has(key.table)));
    if (ready.length === 0) throw new Error(`foreign keys in a circle: ${[...waiting].join(', ')}`);
    ordered.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return ordered;
}
