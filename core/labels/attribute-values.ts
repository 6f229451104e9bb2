import { getCompany, getContact } from '#core/contacts/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, seesAll, type Act, type Permission } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readDefinitions, type AttributeEntity } from './attribute-definitions.ts';
import { readValue, writeValue, type AttributeValue } from './attribute-value.ts';

const permissions: Record<AttributeEntity, { read: Permission; write: Permission }> = {
  contact: { read: 'contacts.read', write: 'contacts.write' },
  company: { read: 'contacts.read', write: 'contacts.write' },
  conversation: { read: 'conversations.read', write: 'conversations.label' },
};

/** Sets values by key; null takes one away; what is not named stays. One wrong value, and nothing changes. */
export async function setAttributeValues(
  tx: Tx, act: Act, entity: AttributeEntity, entityId: number, values: Readonly<Record<string, AttributeValue | null>>,
): Promise<void> {
  requirePermission(act, permissions[entity].write);
  if (entity === 'contact') await getContact(tx, seesAll(act), entityId);
  if (entity === 'company') await getCompany(tx, seesAll(act), entityId);
  const definitions = new Map((await readDefinitions(tx, entity)).map((definition) => [definition.key, definition]));
  const rows = Object.entries(values).map(([key, value]) => {
    const definition = definitions.get(key);
    if (!definition) throw invalid(key, 'is no attribute', 'no-attribute');
    return { id: definition.id, ...(value === null ? { text: null, number: null } : writeValue(definition, value)) };
  });
  const removed = rows.filter((row) => row.text === null).map((row) => row.id);
  const set = rows.filter((row) => row.text !== null);
  await tx.run(sql`
    DELETE FROM attribute_values WHERE account_id = ${tx.accountId} AND entity_id = ${entityId} AND definition_id = ANY(${removed}::bigint[])`);
  await tx.run(sql`
    INSERT INTO attribute_values (account_id, definition_id, entity_id, value_text, value_number)
    SELECT ${tx.accountId}::bigint, r.id, ${entityId}::bigint, r.text, r.number
    FROM jsonb_to_recordset(${JSON.stringify(set)}::jsonb) AS r(id bigint, text text, number double precision) ORDER BY r.id
    ON CONFLICT (account_id, definition_id, entity_id) DO UPDATE SET value_text = excluded.value_text, value_number = excluded.value_number`);
  if (rows.length > 0) await tellAttributesChanged(tx, act, entity, entityId);
}

/** Tells that attributes of something changed: its values here, or what an API keeps as such. Companies have no events. */
export async function tellAttributesChanged(tx: Tx, act: Act, entity: AttributeEntity, entityId: number): Promise<void> {
  if (entity === 'contact') await appendEvents(tx, act, [{ type: 'contact.changed', data: { contactId: entityId } }]);
  if (entity === 'conversation') await appendEvents(tx, act, [{ type: 'conversation.changed', conversationId: entityId, data: { field: 'attributes', from: null, to: null } }]);
}

/** The values of each of these that has any, by key, in their own types. */
export async function getAttributeValues(
  tx: Tx, act: Act, entity: AttributeEntity, entityIds: readonly number[],
): Promise<Map<number, Record<string, AttributeValue>>> {
  requirePermission(act, permissions[entity].read);
  const definitions = new Map((await readDefinitions(tx, entity)).map((definition) => [definition.id, definition]));
  const rows = await tx.rows(sql<{ entityId: number; id: number; text: string; number: number | null }>`
    SELECT entity_id AS "entityId", definition_id AS id, value_text AS text, value_number AS number FROM attribute_values
    WHERE account_id = ${tx.accountId} AND definition_id = ANY(${[...definitions.keys()]}::bigint[]) AND entity_id = ANY(${[...entityIds]}::bigint[])
    ORDER BY entity_id, definition_id`);
  const found = new Map<number, Record<string, AttributeValue>>();
  for (const { entityId, id, ...stored } of rows) {
    const definition = definitions.get(id)!;
    const values = found.get(entityId) ?? {};
    values[definition.key] = readValue(definition, stored);
    found.set(entityId, values);
  }
  return found;
}

/** Gives one thing the values that another has and it lacks; the other keeps its own. Part of the merge of contacts. Returns the definitions. */
export async function copyMissingValues(tx: Tx, entity: AttributeEntity, { from, into }: { from: number; into: number }): Promise<number[]> {
  const ids = (await readDefinitions(tx, entity)).map(({ id }) => id);
  const rows = await tx.rows(sql<{ id: number }>`
    INSERT INTO attribute_values (account_id, definition_id, entity_id, value_text, value_number)
    SELECT account_id, definition_id, ${into}::bigint, value_text, value_number FROM attribute_values
    WHERE account_id = ${tx.accountId} AND entity_id = ${from} AND definition_id = ANY(${ids}::bigint[]) ORDER BY definition_id
    ON CONFLICT (account_id, definition_id, entity_id) DO NOTHING RETURNING definition_id AS id`);
  return rows.map(({ id }) => id);
}

/** Takes copied values away again, those that nobody has changed since. */
export async function dropCopiedValues(tx: Tx, { definitions, copiedFrom, from }: { definitions: readonly number[]; copiedFrom: number; from: number }): Promise<void> {
  if (definitions.length === 0) return;
  await tx.run(sql`
    DELETE FROM attribute_values v WHERE v.account_id = ${tx.accountId} AND v.entity_id = ${from} AND v.definition_id = ANY(${[...definitions]}::bigint[])
      AND EXISTS (SELECT FROM attribute_values o WHERE o.account_id = v.account_id AND o.definition_id = v.definition_id AND o.entity_id = ${copiedFrom} AND o.value_text = v.value_text)`);
}

/** All values of these go for good. Part of the removal of contacts. */
export async function dropAttributeValues(tx: Tx, entity: AttributeEntity, entityIds: readonly number[]): Promise<void> {
  const ids = (await readDefinitions(tx, entity)).map(({ id }) => id);
  await tx.run(sql`DELETE FROM attribute_values WHERE account_id = ${tx.accountId} AND definition_id = ANY(${ids}::bigint[]) AND entity_id = ANY(${[...entityIds]}::bigint[])`);
}
