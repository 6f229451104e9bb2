import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export type AttributeEntity = 'contact' | 'conversation' | 'company';
export type AttributeType = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'link';

export interface AttributeDefinition {
  readonly id: number;
  readonly entity: AttributeEntity;
  /** How programs call it: lower case, digits, underscores. */
  readonly key: string;
  readonly name: string;
  readonly type: AttributeType;
  /** What a `list` may hold. */
  readonly options: readonly string[];
  readonly createdAt: string;
}

const columns = sql`id, entity, key, name, type, options, created_at AS "createdAt"`;

export async function findAttributeDefinitions(tx: Tx, act: Act, entity?: AttributeEntity): Promise<AttributeDefinition[]> {
  requirePermission(act, 'settings.read');
  return readDefinitions(tx, entity);
}

export async function getAttributeDefinition(tx: Tx, act: Act, attributeId: number): Promise<AttributeDefinition> {
  const found = (await findAttributeDefinitions(tx, act)).find(({ id }) => id === attributeId);
  if (!found) throw notFound('attribute');
  return found;
}

/** For commands that have checked their own permission. */
export async function readDefinitions(tx: Tx, entity?: AttributeEntity): Promise<AttributeDefinition[]> {
  return tx.rows(sql<AttributeDefinition>`
    SELECT ${columns} FROM attribute_definitions
    WHERE account_id = ${tx.accountId} AND ${entity === undefined ? sql`true` : sql`entity = ${entity}`} ORDER BY entity, key`);
}

export interface AttributeInput {
  readonly entity: AttributeEntity; readonly key: string; readonly name: string; readonly type: AttributeType; readonly options?: readonly string[];
}

/** `conflict` where the noun has an attribute of this key. */
export async function defineAttribute(tx: Tx, act: Act, { entity, key, name, type, options = [] }: AttributeInput): Promise<{ id: number }> {
  requirePermission(act, 'attributes.write');
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(key)) throw invalid('key', 'must be lower-case letters, digits and underscores, beginning with a letter', 'attribute-key');
  const row = await tx.maybe(sql<{ id: number }>`
    INSERT INTO attribute_definitions (account_id, entity, key, name, type, options, created_at)
    VALUES (${tx.accountId}, ${entity}, ${key}, ${checkName('name', name)}, ${type}, ${JSON.stringify(checkOptions(type, options))}::jsonb, ${act.now})
    ON CONFLICT (account_id, entity, key) DO NOTHING RETURNING id`);
  if (!row) throw new CoreError('conflict', 'There is an attribute of this key.', { key: 'attribute-key-taken' });
  await writeAudit(tx, act, { action: 'attribute.defined', targetKind: 'attribute', targetId: row.id, detail: { entity, key, type } });
  return row;
}

/** Another name or other options; key and type stay, because values were checked by them. Values no longer among the options stay. */
export async function changeAttribute(tx: Tx, act: Act, attributeId: number, change: { name?: string; options?: readonly string[] }): Promise<void> {
  requirePermission(act, 'attributes.write');
  const present = (await readDefinitions(tx)).find((definition) => definition.id === attributeId);
  if (!present) throw notFound('attribute');
  const options = checkOptions(present.type, change.options ?? present.options);
  const name = change.name === undefined ? present.name : checkName('name', change.name);
  await tx.run(sql`
    UPDATE attribute_definitions SET name = ${name}, options = ${JSON.stringify(options)}::jsonb
    WHERE account_id = ${tx.accountId} AND id = ${attributeId}`);
  await writeAudit(tx, act, { action: 'attribute.changed', targetKind: 'attribute', targetId: attributeId, detail: { fields: Object.keys(change) } });
}

/** The attribute goes, with all its values. */
export async function deleteAttribute(tx: Tx, act: Act, attributeId: number): Promise<void> {
  requirePermission(act, 'attributes.write');
  await tx.run(sql`DELETE FROM attribute_values WHERE account_id = ${tx.accountId} AND definition_id = ${attributeId}`);
  const deleted = await tx.run(sql`DELETE FROM attribute_definitions WHERE account_id = ${tx.accountId} AND id = ${attributeId}`);
  if (deleted === 0) throw notFound('attribute');
  await writeAudit(tx, act, { action: 'attribute.deleted', targetKind: 'attribute', targetId: attributeId });
}

function checkOptions(type: AttributeType, options: readonly string[]): string[] {
  const checked = [...new Set(options.map((option) => checkName('options', option)))];
  if (type === 'list' && checked.length === 0) throw invalid('options', 'a list needs at least one', 'list-needs-options');
  if (type !== 'list' && checked.length > 0) throw invalid('options', `${type} has none`, 'options-only-for-lists');
  return checked;
}
