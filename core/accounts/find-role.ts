import { sql, type Tx } from '#storage/index.ts';
import type { RoleRow } from './principal.ts';

const columns = sql`id, name, permissions, is_built_in AS "isBuiltIn"`;

export async function findRoleByName(tx: Tx, name: string): Promise<RoleRow | null> {
  return tx.maybe(sql<RoleRow>`SELECT ${columns} FROM roles WHERE account_id = ${tx.accountId} AND name = ${name}`);
}
