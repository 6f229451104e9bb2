import { writeAudit } from '#core/audit/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { newSecret, secretHash } from '../secret.ts';

/** How long a deletion can be undone where nobody says otherwise. */
export const graceDaysUsual = 30;

/** What whoever deleted an account gets. */
export interface AccountDeletion {
  /** From then on it is erased. */
  readonly eraseAfter: string;
  /** Undoes it until then; told this once, kept as sha256. */
  readonly undoSecret: string;
}

/**
 * Shuts an account at once: sessions and open invitations end, tokens and memberships open nothing, and every door, reader of mailboxes and piece of standing work passes it over; its addresses are
 * free for others. The owner's right. After `graceDays` it is erased (`eraseAccount`); until then `restoreAccount` brings it back, with tokens and memberships.
 */
export async function deleteAccount(tx: Tx, act: Act, { graceDays = graceDaysUsual }: { graceDays?: number } = {}): Promise<AccountDeletion> {
  requirePermission(act, 'account.delete');
  if (!Number.isInteger(graceDays) || graceDays < 0 || graceDays > 365) throw new RangeError(`not a number of days: ${graceDays}`);
  const account = await tx.maybe(sql<object>`SELECT FROM accounts WHERE id = ${tx.accountId} AND deleted_at IS NULL FOR UPDATE`);
  if (!account) throw notFound('account');
  const undoSecret = newSecret();
  const eraseAfter = new Date(Date.parse(act.now) + graceDays * 24 * 60 * 60 * 1_000).toISOString();
  await tx.run(sql`
    INSERT INTO account_erasures (account_id, asked_at, asked_by, source, erase_after, undo_hash)
    VALUES (${tx.accountId}, ${act.now}, ${act.actor.kind === 'user' ? act.actor.id : null}, ${act.source}, ${eraseAfter}, ${secretHash(undoSecret)})`);
  await writeAudit(tx, act, { action: 'account.deleted', targetKind: 'account', targetId: tx.accountId, detail: { eraseAfter } });
  await tx.run(sql`UPDATE accounts SET deleted_at = ${act.now} WHERE id = ${tx.accountId}`);
  await tx.run(sql`UPDATE sessions SET ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND ended_at IS NULL`);
  await tx.run(sql`UPDATE invitations SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND used_at IS NULL AND revoked_at IS NULL`);
  return { eraseAfter, undoSecret };
}
