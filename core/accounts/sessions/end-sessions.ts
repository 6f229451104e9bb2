import type { Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { isSecretShaped, secretHash } from '../secret.ts';
import { isOneself, requireUserControl } from '../users/require-control.ts';

/** Signs a browser out. Whoever holds the secret may; an unknown or ended one is no error. */
export async function endSession(database: Database, { secret, now }: { secret: unknown; now: string }): Promise<void> {
  if (!isSecretShaped(secret)) return;
  await database.rows(sql<object>`UPDATE sessions SET ended_at = ${now} WHERE token_hash = ${secretHash(secret)} AND ended_at IS NULL`);
}

/** Signs a user out everywhere: oneself, or whoever has control over the user. Returns how many sessions ended. */
export async function endAllSessions(tx: Tx, act: Act, userId: number): Promise<number> {
  if (!isOneself(act, userId)) await requireUserControl(tx, act, userId);
  const ended = await endSessionsOf(tx, userId, act.now);
  await writeAudit(tx, act, { action: 'sessions.ended', targetKind: 'user', targetId: userId, detail: { ended } });
  return ended;
}

/** Ends the user's sessions, all or those in one account. Part of commands that have checked who asks. */
export async function endSessionsOf(tx: Tx, userId: number, now: string, accountId: number | null = null): Promise<number> {
  return tx.run(sql`
    UPDATE sessions SET ended_at = ${now}
    WHERE user_id = ${userId} AND ended_at IS NULL AND (${accountId}::bigint IS NULL OR account_id = ${accountId}::bigint)`);
}
