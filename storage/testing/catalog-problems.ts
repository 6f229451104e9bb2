import type pg from 'pg';
import { globalTables } from '../global-tables.ts';

/**
 * What stands in the way of distributing the schema by account_id, or breaks its other rules; one line each. Reads the catalog.
 */
export async function catalogProblems(client: pg.Client): Promise<string[]> {
  const globals = `ARRAY[${globalTables.map((name) => `'${name}'`).join(', ')}]`;
  const tables = `(SELECT c.oid, c.relname AS name, obj_description(c.oid, 'pg_class') AS comment, c.relname = ANY(${globals}) AS is_global
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p'))`;
  const columnsOf = (relation: string, keys: string) => `(SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(${keys}) WITH ORDINALITY AS k(num, n)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.num)`;
  const checks = [
    `SELECT t.name || ': has no comment' FROM ${tables} t WHERE coalesce(t.comment, '') = ''`,
    `SELECT g || ': listed as global and not there' FROM unnest(${globals}) g WHERE NOT EXISTS (SELECT FROM ${tables} t WHERE t.name = g)`,
    `SELECT t.name || ': has no primary key that starts with account_id' FROM ${tables} t WHERE NOT t.is_global AND NOT EXISTS (
       SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'p' AND (${columnsOf('t.oid', 'k.conkey')})[1] = 'account_id')`,
    `SELECT t.name || '.account_id may be null' FROM ${tables} t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'account_id' WHERE NOT t.is_global AND NOT a.attnotnull`,
    `SELECT t.name || ': unique without account_id: ' || i.indexrelid::regclass FROM ${tables} t JOIN pg_index i ON i.indrelid = t.oid
     WHERE NOT t.is_global AND i.indisunique AND NOT EXISTS (
       SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'account_id' AND a.attnum = ANY(i.indkey::int2[]))`,
    // Both sides carry account_id, at the same place of the key: the referenced row is the same tenant's.
    `SELECT t.name || ': foreign key without account_id: ' || k.conname FROM ${tables} t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' JOIN ${tables} f ON f.oid = k.confrelid
     WHERE NOT t.is_global AND NOT f.is_global AND NOT EXISTS (
       SELECT FROM unnest(k.conkey, k.confkey) AS pair(own, theirs) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = own AND a.attname = 'account_id'
       JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = theirs AND b.attname = 'account_id')`,
    `SELECT t.name || ': a global table refers to a tenant''s: ' || k.conname FROM ${tables} t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' JOIN ${tables} f ON f.oid = k.confrelid
     WHERE t.is_global AND NOT f.is_global`,
    `SELECT t.name || '.account_id: has statistics (apply-row-security says why not)' FROM ${tables} t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'account_id'
     WHERE NOT t.is_global AND a.attstattarget IS DISTINCT FROM 0`,
    // Enums are no leakproof index conditions, and cannot lose a value.
    `SELECT typname || ': an enum type' FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace`,
    `SELECT p.oid::regprocedure || ': SECURITY DEFINER and open to all, without a fixed search_path, or not patchbay_definer''s' FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND (
       has_function_privilege('public', p.oid, 'EXECUTE') OR NOT 'search_path=public, pg_temp' = ANY(coalesce(p.proconfig, '{}')) OR pg_get_userbyid(p.proowner) <> 'patchbay_definer')`,
    // What the migrations made, however its text came together: no function and no rule of ours tells anybody. A NOTIFY makes writers wait for each other at commit.
    `SELECT p.oid::regprocedure || ': notifies' FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) ~* '\\mpg_notify\\M|(^|[;\\s''$(])notify\\s+["\\w%$]'`,
    `SELECT r.ev_class::regclass || ': rule ' || r.rulename || ' notifies' FROM pg_rewrite r WHERE r.rulename <> '_RETURN' AND pg_get_ruledef(r.oid) ~* '\\mnotify\\M'`,
    // Where text is run that no search can read whole, it is one of those that tools/guards/built-sql-allowed.txt knows.
    `SELECT p.oid::regprocedure || ': runs a text that is built' FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosrc ~* '\\mexecute\\M(?!\\s*(''[^'']*''\\s*(;|\\minto\\M|\\musing\\M)))'
       AND p.proname NOT IN ('erase_account_rows', 'list_conversations', 'count_conversations', 'list_waiting_conversations', 'count_waiting_conversations')`,
  ];
  const { rows } = await client.query<{ problem: string }>(`SELECT problem FROM (${checks.join('\nUNION ALL\n')}) AS found(problem) ORDER BY 1`);
  return rows.map((row) => row.problem);
}
