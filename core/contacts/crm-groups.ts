import { writeAudit } from '#core/audit/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A group that a connected system makes, whole: exactly these addresses, lower-cased, in no domain. */
export interface CrmGroup { readonly kind: string; readonly name: string; readonly addresses: readonly string[]; readonly isGone: boolean }

/**
 * Makes the group of this id what the system says; null, and one that somebody deleted: another is made. The same again changes nothing. Returns its id; null: the list is gone, and so is the group.
 */
export async function keepCrmGroup(tx: Tx, act: Act, groupId: number | null, { kind, name, addresses, isGone }: CrmGroup): Promise<number | null> {
  requirePermission(act, 'contacts.write');
  const present = groupId === null ? null : await tx.maybe(sql<{ name: string; isGone: boolean }>`
    SELECT name, crm_gone_at IS NOT NULL AS "isGone" FROM contact_groups WHERE account_id = ${tx.accountId} AND id = ${groupId} AND deleted_at IS NULL FOR UPDATE`);
  if (!present && isGone) return null;
  const id = present ? groupId! : (await tx.one(sql<{ id: number }>`INSERT INTO contact_groups (account_id, name, created_at, crm_kind) VALUES (${tx.accountId}, ${name}, ${act.now}, ${kind}) RETURNING id`)).id;
  if (present && (present.name !== name || present.isGone !== isGone)) {
    await tx.run(sql`UPDATE contact_groups SET name = ${name}, crm_gone_at = ${isGone ? act.now : null}::timestamptz WHERE account_id = ${tx.accountId} AND id = ${id}`);
  }
  const wanted = sql`unnest(${[...addresses]}::text[])`;
  const left = await tx.run(sql`DELETE FROM contact_group_members WHERE account_id = ${tx.accountId} AND group_id = ${id} AND NOT (kind = 'address' AND value = ANY(${[...addresses]}::text[]))`);
  const came = await tx.run(sql`
    INSERT INTO contact_group_members (account_id, group_id, kind, value) SELECT ${tx.accountId}::bigint, ${id}::bigint, 'address', a FROM ${wanted} a ON CONFLICT DO NOTHING`);
  if (!present) await writeAudit(tx, act, { action: 'contact-group.created', targetKind: 'contact-group', targetId: id, detail: { kind, members: came } });
  else if (left + came > 0 || present.name !== name || present.isGone !== isGone) await writeAudit(tx, act, { action: 'contact-group.changed', targetKind: 'contact-group', targetId: id, detail: { kind, came, left, isGone } });
  return id;
}

/** Takes addresses out of groups that a system makes, where it may not wait until these are made anew. What is not there changes nothing. */
export async function leaveCrmGroups(tx: Tx, places: readonly { readonly groupId: number; readonly address: string }[]): Promise<void> {
  if (places.length === 0) return;
  // The arrays find the rows by the key, whatever the planner knows of these tables; the pairs are what goes.
  await tx.run(sql`
    DELETE FROM contact_group_members m WHERE m.account_id = ${tx.accountId} AND m.group_id = ANY(${[...new Set(places.map(({ groupId }) => groupId))]}::bigint[]) AND m.kind = 'address' AND m.value = ANY(${[...new Set(places.map(({ address }) => address))]}::text[])
      AND (m.group_id, m.value) IN (SELECT r."groupId", r.address FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS r("groupId" bigint, address text))
      AND EXISTS (SELECT FROM contact_groups g WHERE g.account_id = m.account_id AND g.id = m.group_id AND g.crm_kind IS NOT NULL)`);
}

/** Deletes a group that a system made and makes no more; one that is not there changes nothing. */
export async function dropCrmGroup(tx: Tx, act: Act, groupId: number): Promise<void> {
  requirePermission(act, 'contacts.delete');
  const deleted = await tx.run(sql`UPDATE contact_groups SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${groupId} AND crm_kind IS NOT NULL AND deleted_at IS NULL`);
  if (deleted === 0) return;
  await tx.run(sql`DELETE FROM contact_group_members WHERE account_id = ${tx.accountId} AND group_id = ${groupId}`);
  await writeAudit(tx, act, { action: 'contact-group.deleted', targetKind: 'contact-group', targetId: groupId });
}

/** `conflict` where a connected system makes the group: what people change there would be undone by its next reading. One whose list is gone may be deleted, not changed. */
export async function requirePeoplesGroup(tx: Tx, groupId: number, { isDeleting = false } = {}): Promise<void> {
  const group = await tx.maybe(sql<{ isGone: boolean }>`
    SELECT crm_gone_at IS NOT NULL AS "isGone" FROM contact_groups WHERE account_id = ${tx.accountId} AND id = ${groupId} AND crm_kind IS NOT NULL AND deleted_at IS NULL`);
  if (group && !(isDeleting && group.isGone)) throw new CoreError('conflict', 'The CRM makes this group: change its list there.', { key: 'crm-makes-group' });
}
