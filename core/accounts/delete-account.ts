import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * Shuts an account for good, at once: sessions end, tokens are revoked, memberships and invitations end, its addresses are free for others, and
 * every door, reader of mailboxes and piece of standing work passes it over. Its rows and files stay where they are, unreachable: nothing erases them yet.
 */
export async function deleteAccount(tx: Tx, act: Act): Promise<void> {
  requirePermission(act, 'account.write');
  const account = await tx.maybe(sql<{ slug: string }>`SELECT slug FROM accounts WHERE id = ${tx.accountId} AND deleted_at IS NULL FOR UPDATE`);
  if (!account) throw notFound('account');
  await writeAudit(tx, act, { action: 'account.deleted', targetKind: 'account', targetId: tx.accountId, detail: { slug: account.slug } });
  await tx.run(sql`UPDATE accounts SET deleted_at = ${act.now} WHERE id = ${tx.accountId}`);
  await tx.run(sql`UPDATE sessions SET ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND ended_at IS NULL`);
  await tx.run(sql`UPDATE tokens SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND revoked_at IS NULL`);
  await tx.run(sql`UPDATE memberships SET ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND ended_at IS NULL`);
  await tx.run(sql`UPDATE invitations SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND used_at IS NULL AND revoked_at IS NULL`);
}
