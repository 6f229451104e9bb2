import { builtInRoles, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { AccountLanguage } from './change-account.ts';
import { checkName } from './check-name.ts';
import { checkZone } from './check-zone.ts';
import type { Account } from './find-accounts.ts';
import { freeSlug, slugFromName } from './slug.ts';

/**
 * Creates the account whose id was reserved (`reserveAccountId`) and whose transaction this is: slug from the name, the built-in roles as
 * rows. Unused claims of the server die with it: from here on there is an account.
 */
export async function createAccount(tx: Tx, act: Act, { name, zone = 'UTC', language = 'en' }: { name: string; zone?: string; language?: AccountLanguage }): Promise<Account> {
  requirePermission(act, 'account.write');
  const checkedName = checkName('account', name);
  const checkedZone = checkZone(zone);
  // Before the account's row: a claim that is being used at this moment is waited for, one that is unused is gone for good.
  await tx.run(sql`DELETE FROM claims WHERE used_at IS NULL`);
  const slug = await insertWithFreeSlug(tx, act, { name: checkedName, zone: checkedZone, language });
  const roles = Object.entries(builtInRoles).map(([role, permissions]) => ({ name: role, permissions }));
  await tx.run(sql`
    INSERT INTO roles (account_id, name, permissions, is_built_in)
    SELECT ${tx.accountId}::bigint, r.name, r.permissions, true FROM jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) AS r(name text, permissions text[])`);
  await writeAudit(tx, act, { action: 'account.created', targetKind: 'account', targetId: tx.accountId, detail: { slug, zone: checkedZone } });
  return { id: tx.accountId, slug, name: checkedName, zone: checkedZone };
}

/** Two that want one slug at once: the second waits for the first and takes the next number. */
async function insertWithFreeSlug(tx: Tx, act: Act, { name, zone, language }: { name: string; zone: string; language: AccountLanguage }): Promise<string> {
  const base = slugFromName(name);
  for (;;) {
    const taken = await tx.rows(sql<{ slug: string }>`SELECT slug FROM accounts WHERE slug = ${base} OR slug LIKE ${`${base}-%`}`);
    const slug = freeSlug(base, new Set(taken.map((row) => row.slug)));
    const inserted = await tx.run(sql`
      INSERT INTO accounts (id, slug, name, zone, language, created_at) VALUES (${tx.accountId}, ${slug}, ${name}, ${zone}, ${language}, ${act.now})
      ON CONFLICT (slug) DO NOTHING`);
    if (inserted === 1) return slug;
  }
}
