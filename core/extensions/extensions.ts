import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Which rows: of what API, of what noun there. */
export interface ExtensionScope { readonly dialect: string; readonly noun: string }

export type ExtensionBody = Readonly<Record<string, unknown>>;

const bytesMax = 64 * 1024;

/** Stores bodies, each in the place of the one before; one statement. `too-large` over 64 kB. */
export async function putExtensions(tx: Tx, { dialect, noun }: ExtensionScope, entries: readonly { coreId: number; body: ExtensionBody }[]): Promise<void> {
  const rows = [...new Map(entries.map((entry) => [entry.coreId, entry])).values()].sort((a, b) => a.coreId - b.coreId);
  for (const { body } of rows) {
    if (Buffer.byteLength(JSON.stringify(body)) > bytesMax) throw new CoreError('too-large', 'There is too much data in fields of this API\'s own.', { key: 'too-much-data' });
  }
  await tx.run(sql`
    INSERT INTO extensions (account_id, dialect, noun, core_id, body)
    SELECT ${tx.accountId}::bigint, ${dialect}, ${noun}, r."coreId", r.body
    FROM jsonb_to_recordset(${storableJson(rows)}::jsonb) AS r("coreId" bigint, body jsonb)
    ON CONFLICT (account_id, dialect, noun, core_id) DO UPDATE SET body = excluded.body`);
}

/** The bodies of those that have one. */
export async function getExtensions(tx: Tx, { dialect, noun }: ExtensionScope, coreIds: readonly number[]): Promise<Map<number, ExtensionBody>> {
  const rows = await tx.rows(sql<{ coreId: number; body: ExtensionBody }>`
    SELECT core_id AS "coreId", body FROM extensions
    WHERE account_id = ${tx.accountId} AND dialect = ${dialect} AND noun = ${noun} AND core_id = ANY(${[...coreIds]}::bigint[])`);
  return new Map(rows.map((row) => [row.coreId, row.body]));
}

/**
 * Makes a body out of the one that is there ({} where there is none). The row is locked from the read on, also where it was not there yet, so
 * that of two changes at once each sees the other's. `too-large` over 64 kB. Returns what is stored now.
 */
export async function changeExtension(tx: Tx, scope: ExtensionScope, coreId: number, change: (before: ExtensionBody) => ExtensionBody): Promise<ExtensionBody> {
  const { dialect, noun } = scope;
  await tx.run(sql`INSERT INTO extensions (account_id, dialect, noun, core_id, body) VALUES (${tx.accountId}, ${dialect}, ${noun}, ${coreId}, '{}') ON CONFLICT DO NOTHING`);
  const { body } = await tx.one(sql<{ body: ExtensionBody }>`
    SELECT body FROM extensions WHERE account_id = ${tx.accountId} AND dialect = ${dialect} AND noun = ${noun} AND core_id = ${coreId} FOR UPDATE`);
  const after = change(body);
  await putExtensions(tx, scope, [{ coreId, body: after }]);
  return after;
}

export async function deleteExtensions(tx: Tx, { dialect, noun }: ExtensionScope, coreIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    DELETE FROM extensions
    WHERE account_id = ${tx.accountId} AND dialect = ${dialect} AND noun = ${noun} AND core_id = ANY(${[...coreIds]}::bigint[])`);
}

/** What any API keeps of these rows of a noun goes, in whatever dialect. For nouns that all of them call alike: `contact`. */
export async function dropExtensions(tx: Tx, noun: string, coreIds: readonly number[]): Promise<void> {
  await tx.run(sql`DELETE FROM extensions WHERE account_id = ${tx.accountId} AND noun = ${noun} AND core_id = ANY(${[...coreIds]}::bigint[])`);
}

/** jsonb holds neither NUL nor lone surrogates: both are left out rather than failing the whole row. */
function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? inner.toWellFormed().replaceAll('\0', '') : inner));
}
