import { CoreError, notFound, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { idleDays } from './session-life.ts';

/** A browser's sign-in, without its secret. */
export interface SessionRow {
  readonly id: number;
  readonly accountId: number;
  readonly methods: readonly string[];
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** The acting user's sessions that are alive, in whatever account, the one seen last first. */
export async function findOwnSessions(tx: Tx, act: Act): Promise<SessionRow[]> {
  return tx.rows(sql<SessionRow>`
    SELECT id, account_id AS "accountId", methods, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", address, user_agent AS "userAgent"
    FROM sessions
    WHERE user_id = ${ownId(act)} AND ended_at IS NULL AND expires_at > ${act.now}::timestamptz
      AND last_seen_at > ${act.now}::timestamptz - make_interval(days => ${idleDays})
    ORDER BY last_seen_at DESC, id DESC LIMIT 500`);
}

/** Signs one of the acting user's browsers out. `not-found` for one that has ended, or is another user's. */
export async function endOwnSession(tx: Tx, act: Act, sessionId: number): Promise<void> {
  const ended = await tx.run(sql`UPDATE sessions SET ended_at = ${act.now} WHERE id = ${sessionId} AND user_id = ${ownId(act)} AND ended_at IS NULL`);
  if (ended === 0) throw notFound('session');
  await writeAudit(tx, act, { action: 'session.ended', targetKind: 'session', targetId: sessionId });
}

/** Signs the acting user out of every browser but this one. Returns of how many. */
export async function endOtherSessions(tx: Tx, act: Act, sessionId: number): Promise<number> {
  const userId = ownId(act);
  const ended = await tx.run(sql`UPDATE sessions SET ended_at = ${act.now} WHERE user_id = ${userId} AND id <> ${sessionId} AND ended_at IS NULL`);
  await writeAudit(tx, act, { action: 'sessions.ended', targetKind: 'user', targetId: userId, detail: { ended } });
  return ended;
}

function ownId({ actor }: Act): number {
  if (actor.kind !== 'user' || actor.id === null) throw new CoreError('forbidden', 'Sessions are people\'s own.', { key: 'people-only' });
  return actor.id;
}
