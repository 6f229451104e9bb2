import { checkAddress, checkName, isStorable } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { domainOf, invalid, normaliseAddress, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkDomain } from './companies.ts';
import { requirePeoplesGroup } from './crm-groups.ts';

export interface GroupMember { readonly kind: 'address' | 'domain'; readonly value: string }

export interface ContactGroup { readonly id: number; readonly name: string; readonly createdAt: string; readonly members: readonly GroupMember[]; /** The kind of the connected system that makes it; null: people do. */ readonly crmKind: string | null; /** That has the list no more. */ readonly isGoneThere: boolean }

/** All groups of the account by id, with their members. */
export async function findContactGroups(tx: Tx, act: Act): Promise<ContactGroup[]> {
  requirePermission(act, 'contacts.read');
  return tx.rows(sql<ContactGroup>`
    SELECT g.id, g.name, g.created_at AS "createdAt", g.crm_kind AS "crmKind", g.crm_gone_at IS NOT NULL AS "isGoneThere",
      coalesce((SELECT jsonb_agg(jsonb_build_object('kind', m.kind, 'value', m.value) ORDER BY m.kind, m.value)
        FROM contact_group_members m WHERE m.account_id = g.account_id AND m.group_id = g.id), '[]') AS members
    FROM contact_groups g WHERE g.account_id = ${tx.accountId} AND g.deleted_at IS NULL ORDER BY g.id`);
}

/** Groups an address is in, by itself or by its domain. */
export async function findGroupsOfAddress(tx: Tx, act: Act, address: string): Promise<number[]> {
  requirePermission(act, 'contacts.read');
  if (!isStorable(address)) return [];
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT g.id FROM contact_group_members m
    JOIN contact_groups g ON g.account_id = m.account_id AND g.id = m.group_id AND g.deleted_at IS NULL
    WHERE m.account_id = ${tx.accountId} AND ((m.kind = 'address' AND m.value = ${normaliseAddress(address)}) OR (m.kind = 'domain' AND m.value = ${domainOf(address)}))
    ORDER BY g.id`);
  return rows.map((row) => row.id);
}

export async function createContactGroup(tx: Tx, act: Act, { name, members = [] }: { name: string; members?: readonly GroupMember[] }): Promise<{ id: number }> {
  requirePermission(act, 'contacts.write');
  const group = await tx.one(sql<{ id: number }>`
    INSERT INTO contact_groups (account_id, name, created_at) VALUES (${tx.accountId}, ${checkName('name', name)}, ${act.now}) RETURNING id`);
  await insertMembers(tx, group.id, members);
  await writeAudit(tx, act, { action: 'contact-group.created', targetKind: 'contact-group', targetId: group.id });
  return group;
}

/** Another name, and exactly these members; what is not named stays. */
export async function changeContactGroup(
  tx: Tx, act: Act, groupId: number, { name, members }: { name?: string; members?: readonly GroupMember[] },
): Promise<void> {
  requirePermission(act, 'contacts.write');
  await requirePeoplesGroup(tx, groupId);
  const checkedName = name === undefined ? null : checkName('name', name);
  const changed = await tx.run(sql`
    UPDATE contact_groups SET name = coalesce(${checkedName}, name) WHERE account_id = ${tx.accountId} AND id = ${groupId} AND deleted_at IS NULL`);
  if (changed === 0) throw notFound('contact group');
  if (members) {
    await tx.run(sql`DELETE FROM contact_group_members WHERE account_id = ${tx.accountId} AND group_id = ${groupId}`);
    await insertMembers(tx, groupId, members);
  }
  await writeAudit(tx, act, { action: 'contact-group.changed', targetKind: 'contact-group', targetId: groupId });
}

/** Adds and takes away members; the rest stays, and two at once both count. Who is not in it cannot be taken away: that changes nothing. */
export async function changeGroupMembers(
  tx: Tx, act: Act, groupId: number, { add = [], remove = [] }: { add?: readonly GroupMember[]; remove?: readonly GroupMember[] },
): Promise<void> {
  requirePermission(act, 'contacts.write');
  const group = await tx.maybe(sql<object>`SELECT id FROM contact_groups WHERE account_id = ${tx.accountId} AND id = ${groupId} AND deleted_at IS NULL FOR UPDATE`);
  if (!group) throw notFound('contact group');
  await requirePeoplesGroup(tx, groupId);
  const gone = remove.map(({ kind, value }) => ({ kind, value: kind === 'address' ? normaliseAddress(value) : value.trim().toLowerCase().replace(/^@/, '') })).filter(({ value }) => isStorable(value));
  await tx.run(sql`
    DELETE FROM contact_group_members m USING jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS r(kind text, value text)
    WHERE m.account_id = ${tx.accountId} AND m.group_id = ${groupId} AND m.kind = r.kind AND m.value = r.value`);
  await insertMembers(tx, groupId, add);
  await writeAudit(tx, act, { action: 'contact-group.changed', targetKind: 'contact-group', targetId: groupId });
}

export async function deleteContactGroup(tx: Tx, act: Act, groupId: number): Promise<void> {
  requirePermission(act, 'contacts.delete');
  await requirePeoplesGroup(tx, groupId, { isDeleting: true });
  const deleted = await tx.run(sql`
    UPDATE contact_groups SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${groupId} AND deleted_at IS NULL`);
  if (deleted === 0) throw notFound('contact group');
  await tx.run(sql`DELETE FROM contact_group_members WHERE account_id = ${tx.accountId} AND group_id = ${groupId}`);
  await writeAudit(tx, act, { action: 'contact-group.deleted', targetKind: 'contact-group', targetId: groupId });
}

/** So many members a group holds. */
export const groupMembersMax = 10_000;

const checkedMembers = (members: readonly GroupMember[]): GroupMember[] => (
  members.map(({ kind, value }) => ({ kind, value: kind === 'address' ? checkAddress('address', value) : checkDomain(value) })));

async function insertMembers(tx: Tx, groupId: number, members: readonly GroupMember[]): Promise<void> {
  const rows = checkedMembers(members);
  await tx.run(sql`
    INSERT INTO contact_group_members (account_id, group_id, kind, value)
    SELECT ${tx.accountId}::bigint, ${groupId}::bigint, r.kind, r.value FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(kind text, value text)
    ON CONFLICT DO NOTHING`);
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM contact_group_members WHERE account_id = ${tx.accountId} AND group_id = ${groupId}`);
  if (count > groupMembersMax) throw invalid('members', `must be at most ${groupMembersMax}`, 'out-of-range', { min: 0, max: groupMembersMax });
}
