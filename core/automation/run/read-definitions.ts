import type { AttributeDefinition } from '#core/labels/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The attributes that rules may ask: those of conversations and contacts. */
export async function readDefinitionsById(tx: Tx): Promise<ReadonlyMap<number, AttributeDefinition>> {
  const rows = await tx.rows(sql<AttributeDefinition>`
    SELECT id, entity, key, name, type, options, created_at AS "createdAt" FROM attribute_definitions WHERE account_id = ${tx.accountId} AND entity IN ('conversation', 'contact')`);
  return new Map(rows.map((row) => [row.id, row]));
}
