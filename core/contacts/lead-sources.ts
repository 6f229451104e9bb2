import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Where leads come from, as people name it: a form, a fair, a mailbox. */
export interface LeadSource { readonly id: number; readonly name: string; readonly createdAt: string }

/** All of the account by name. */
export async function findLeadSources(tx: Tx, act: Act): Promise<LeadSource[]> {
  requirePermission(act, 'contacts.read');
  return tx.rows(sql<LeadSource>`SELECT id, name, created_at AS "createdAt" FROM lead_sources WHERE account_id = ${tx.accountId} AND deleted_at IS NULL ORDER BY lower(name), id`);
}

/** A page of them by name and id; `search`: in the name, without regard to case. */
export async function findLeadSourcePage(
  tx: Tx, act: Act, { search = '', limit, offset }: { readonly search?: string; readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: LeadSource[] }> {
  requirePermission(act, 'contacts.read');
  const where = sql`account_id = ${tx.accountId} AND deleted_at IS NULL AND strpos(lower(name), ${search.trim().toLowerCase()}) > 0`;
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM lead_sources WHERE ${where}`);
  return { total, rows: await tx.rows(sql<LeadSource>`SELECT id, name, created_at AS "createdAt" FROM lead_sources WHERE ${where} ORDER BY lower(name), id LIMIT ${limit} OFFSET ${offset}`) };
}

export async function createLeadSource(tx: Tx, act: Act, { name }: { readonly name: string }): Promise<LeadSource> {
  requirePermission(act, 'contacts.write');
  const made = await tx.one(sql<LeadSource>`
    INSERT INTO lead_sources (account_id, name, created_at) VALUES (${tx.accountId}, ${checkName('name', name)}, ${act.now}) RETURNING id, name, created_at AS "createdAt"`);
  await writeAudit(tx, act, { action: 'lead-source.created', targetKind: 'lead-source', targetId: made.id });
  return made;
}

export async function changeLeadSource(tx: Tx, act: Act, leadSourceId: number, { name }: { readonly name: string }): Promise<LeadSource> {
  requirePermission(act, 'contacts.write');
  const changed = await tx.maybe(sql<LeadSource>`
    UPDATE lead_sources SET name = ${checkName('name', name)} WHERE account_id = ${tx.accountId} AND id = ${leadSourceId} AND deleted_at IS NULL RETURNING id, name, created_at AS "createdAt"`);
  if (!changed) throw notFound('lead source');
  await writeAudit(tx, act, { action: 'lead-source.changed', targetKind: 'lead-source', targetId: leadSourceId });
  return changed;
}

/** Its leads stay leads, of no source then. */
export async function deleteLeadSource(tx: Tx, act: Act, leadSourceId: number): Promise<void> {
  requirePermission(act, 'contacts.delete');
  const deleted = await tx.run(sql`UPDATE lead_sources SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${leadSourceId} AND deleted_at IS NULL`);
  if (deleted === 0) throw notFound('lead source');
  await tx.run(sql`UPDATE contacts SET lead_source_id = NULL WHERE account_id = ${tx.accountId} AND lead_source_id = ${leadSourceId}`);
  await writeAudit(tx, act, { action: 'lead-source.deleted', targetKind: 'lead-source', targetId: leadSourceId });
}

/** Nobody deletes it before the transaction ends. */
export async function lockLeadSource(tx: Tx, leadSourceId: number): Promise<void> {
  const found = await tx.maybe(sql<object>`SELECT id FROM lead_sources WHERE account_id = ${tx.accountId} AND id = ${leadSourceId} AND deleted_at IS NULL FOR SHARE`);
  if (!found) throw notFound('lead source');
}
