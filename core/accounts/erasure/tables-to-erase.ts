import { globalTables, sql, type Database } from '#storage/index.ts';

/** Not emptied as the others are: the account itself goes last, and the record of its erasing stays. */
const notEmptied: ReadonlySet<string> = new Set(['accounts', 'account_erasures']);

/** Every table with an `account_id`, from the catalog, those that refer to others before those. A table of tomorrow is in it. */
export async function findTablesToErase(database: Database): Promise<{ readonly tenant: readonly string[]; readonly global: readonly string[] }> {
  const tables = await database.rows(sql<{ name: string; refersTo: string[] }>`
    SELECT c.relname AS name, ARRAY(SELECT DISTINCT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS "refersTo"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`);
  const ordered = childrenFirst(tables.filter(({ name }) => !notEmptied.has(name)));
  const isGlobal = (name: string): boolean => (globalTables as readonly string[]).includes(name);
  return { tenant: ordered.filter((name) => !isGlobal(name)), global: ordered.filter(isGlobal) };
}

function childrenFirst(tables: readonly { readonly name: string; readonly refersTo: readonly string[] }[]): string[] {
  const ordered: string[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const referred = new Set(rest.flatMap(({ refersTo }) => refersTo));
    const free = rest.filter(({ name }) => !referred.has(name));
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${rest.map(({ name }) => name).join(', ')}`);
    ordered.push(...free.map(({ name }) => name));
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}
