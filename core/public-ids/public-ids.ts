import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Which names: of what API, of what noun there. */
export interface PublicIdScope { readonly dialect: string; readonly noun: string }

/**
 * Gives rows their names; one statement or two. A row that has a name keeps it, and the names that count are returned. `conflict` where a
 * name is another row's: the caller makes another one and tries again in a new transaction.
 */
export async function putPublicIds(
  tx: Tx, { dialect, noun }: PublicIdScope, entries: readonly { coreId: number; alias: string }[],
): Promise<Map<number, string>> {
  const rows = [...new Map(entries.map((entry) => [entry.coreId, entry])).values()].sort((a, b) => a.coreId - b.coreId);
  await tx.run(sql`
    INSERT INTO public_ids (account_id, dialect, noun, core_id, alias)
    SELECT ${tx.accountId}::bigint, ${dialect}, ${noun}, r."coreId", r.alias
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("coreId" bigint, alias text)
    ON CONFLICT DO NOTHING`);
  const found = await findPublicIds(tx, { dialect, noun }, rows.map((row) => row.coreId));
  if (rows.some((row) => !found.has(row.coreId))) throw new CoreError('conflict', 'This name is taken.', { key: 'name-taken' });
  return found;
}

/** Names by core id, of those that have one. */
export async function findPublicIds(tx: Tx, { dialect, noun }: PublicIdScope, coreIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.rows(sql<{ coreId: number; alias: string }>`
    SELECT core_id AS "coreId", alias FROM public_ids
    WHERE account_id = ${tx.accountId} AND dialect = ${dialect} AND noun = ${noun} AND core_id = ANY(${[...coreIds]}::bigint[])`);
  return new Map(rows.map((row) => [row.coreId, row.alias]));
}

/** Core ids by name, of those that are known. */
export async function findCoreIds(tx: Tx, { dialect, noun }: PublicIdScope, aliases: readonly string[]): Promise<Map<string, number>> {
  const wanted = aliases.filter((alias) => alias.length <= 200 && alias.isWellFormed() && !alias.includes('\0'));
  const rows = await tx.rows(sql<{ coreId: number; alias: string }>`
    SELECT core_id AS "coreId", alias FROM public_ids
    WHERE account_id = ${tx.accountId} AND dialect = ${dialect} AND noun = ${noun} AND alias = ANY(${wanted}::text[])`);
  return new Map(rows.map((row) => [row.alias, row.coreId]));
}

export async function deletePublicIds(tx: Tx, { dialect, noun }: PublicIdScope, coreIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    DELETE FROM public_ids
    WHERE account_id = ${tx.accountId} AND dialect = ${dialect} AND noun = ${noun} AND core_id = ANY(${[...coreIds]}::bigint[])`);
}
