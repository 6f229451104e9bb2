import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface Company { readonly id: number; readonly name: string; readonly domain: string | null; readonly createdAt: string }

const columns = sql`id, name, domain, created_at AS "createdAt"`;

/** Companies by id after `after`. */
export async function findCompanies(tx: Tx, act: Act, { after = 0, limit = 100 }: { after?: number; limit?: number } = {}): Promise<Company[]> {
  requirePermission(act, 'contacts.read');
  return tx.rows(sql<Company>`
    SELECT ${columns} FROM companies WHERE account_id = ${tx.accountId} AND id > ${after} AND deleted_at IS NULL ORDER BY id LIMIT ${Math.min(limit, 500)}`);
}

export async function getCompany(tx: Tx, act: Act, companyId: number): Promise<Company> {
  requirePermission(act, 'contacts.read');
  const company = await tx.maybe(sql<Company>`
    SELECT ${columns} FROM companies WHERE account_id = ${tx.accountId} AND id = ${companyId} AND deleted_at IS NULL`);
  if (!company) throw notFound('company');
  return company;
}

export async function createCompany(tx: Tx, act: Act, { name, domain = null }: { name: string; domain?: string | null }): Promise<{ id: number }> {
  requirePermission(act, 'contacts.write');
  const company = await tx.one(sql<{ id: number }>`
    INSERT INTO companies (account_id, name, domain, created_at)
    VALUES (${tx.accountId}, ${checkName('name', name)}, ${domain === null ? null : checkDomain(domain)}, ${act.now}) RETURNING id`);
  await writeAudit(tx, act, { action: 'company.created', targetKind: 'company', targetId: company.id });
  return company;
}

/** What is not named stays. */
export async function changeCompany(tx: Tx, act: Act, companyId: number, change: { name?: string; domain?: string | null }): Promise<void> {
  requirePermission(act, 'contacts.write');
  const name = change.name === undefined ? null : checkName('name', change.name);
  const domain = typeof change.domain === 'string' ? checkDomain(change.domain) : null;
  const changed = await tx.run(sql`
    UPDATE companies SET name = coalesce(${name}, name), domain = CASE WHEN ${change.domain === undefined}::boolean THEN domain ELSE ${domain} END
    WHERE account_id = ${tx.accountId} AND id = ${companyId} AND deleted_at IS NULL`);
  if (changed === 0) throw notFound('company');
  await writeAudit(tx, act, { action: 'company.changed', targetKind: 'company', targetId: companyId, detail: { fields: Object.keys(change) } });
}

/** Leaves a tombstone; its contacts belong to no company then. */
export async function deleteCompany(tx: Tx, act: Act, companyId: number): Promise<void> {
  requirePermission(act, 'contacts.delete');
  const deleted = await tx.run(sql`
    UPDATE companies SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${companyId} AND deleted_at IS NULL`);
  if (deleted === 0) throw notFound('company');
  await tx.run(sql`UPDATE contacts SET company_id = NULL, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND company_id = ${companyId}`);
  await writeAudit(tx, act, { action: 'company.deleted', targetKind: 'company', targetId: companyId });
}

/** Holds a company while a contact joins it: it is not deleted in between. `not-found` where it is not there. */
export async function lockCompany(tx: Tx, companyId: number): Promise<void> {
  const company = await tx.maybe(sql<object>`
    SELECT id FROM companies WHERE account_id = ${tx.accountId} AND id = ${companyId} AND deleted_at IS NULL FOR SHARE`);
  if (!company) throw notFound('company');
}

/** `field`: the name it is refused by. */
export function checkDomain(domain: string, field = 'domain'): string {
  const plain = domain.trim().toLowerCase().replace(/^@/, '');
  if (plain.length > 253 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(plain)) throw invalid(field, 'is not a mail domain such as example.com', 'no-domain');
  return plain;
}

/** Names of companies, for commands and reads that have checked their own permission. */
export async function findCompanyNames(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(sql<{ id: number; name: string }>`SELECT id, name FROM companies WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[]) AND deleted_at IS NULL`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
