import { writeAudit } from '#core/audit/index.ts';
import { CoreError, systemAct } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { isSecretShaped, secretHash } from '../secret.ts';
import type { SecretKey } from '../seal/secret-key.ts';
import { readSignedDeletion } from './tell-owners.ts';

const gone = (): CoreError => new CoreError('expired', 'This link is not valid, was used already, or its time is over.', { key: 'link-gone' });

/** Whether a secret, or what owners were mailed (`signDeletion`; by the server's key), would still undo a deletion, and of which account; nothing is used up. For the page that asks before it does. */
export async function findDeletionToUndo(database: Database, secret: unknown, key: SecretKey | null = null): Promise<{ readonly accountId: number; readonly accountName: string; readonly eraseAfter: string } | null> {
  const signed = key === null ? null : readSignedDeletion(key, secret);
  if (signed === null && !isSecretShaped(secret)) return null;
  const asked = signed === null ? sql`e.undo_hash = ${secretHash(secret as string)}` : sql`e.account_id = ${signed.accountId} AND floor(extract(epoch FROM e.asked_at) * 1000) = ${signed.askedAtMs}`;
  const [found] = await database.rows(sql<{ accountId: number; accountName: string; eraseAfter: string }>`
    SELECT e.account_id AS "accountId", a.name AS "accountName", e.erase_after AS "eraseAfter"
    FROM account_erasures e JOIN accounts a ON a.id = e.account_id WHERE ${asked} AND e.begun_at IS NULL`);
  return found ?? null;
}

/** Undoes a deletion by its secret or a signed link: whoever has it need not be signed in, for nobody can. `expired` for a wrong or used one, and once the erasing has begun, all alike. Gives the account's number. */
export async function restoreAccountBySecret(database: Database, { secret, key = null, now, source, address }: { secret: unknown; key?: SecretKey | null; now: string; source: string; address?: string | undefined }): Promise<number> {
  const found = await findDeletionToUndo(database, secret, key);
  if (!found) throw gone();
  await restoreAccount(database, found.accountId, { now, source, address });
  return found.accountId;
}

/**
 * Undoes a deletion. Whoever calls this runs the server, or has shown the secret. Sessions stay ended and invitations revoked; an address that another account took meanwhile stays that one's until it gives it up.
 * `expired` where there is none to undo any more. Of two at once, or of this and the beginning of the erasing, one wins: the row is locked.
 */
export async function restoreAccount(database: Database, accountId: number, { now, source, address }: { now: string; source: string; address?: string | undefined }): Promise<void> {
  await database.withAccount(accountId, async (tx) => {
    const undone = await tx.run(sql`DELETE FROM account_erasures WHERE account_id = ${accountId} AND begun_at IS NULL`);
    if (undone === 0) throw gone();
    await tx.run(sql`UPDATE accounts SET deleted_at = NULL WHERE id = ${accountId}`);
    await writeAudit(tx, { ...systemAct(accountId, now, source), address }, { action: 'account.restored', targetKind: 'account', targetId: accountId, detail: {} });
  });
}
