import { createHash } from 'node:crypto';
import { CoreError } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';

/** At most `max` attempts under a name within 15 minutes, counted from the first. */
export interface AttemptWindow { readonly kind: string; readonly of: string; readonly max: number }

const windowSeconds = 15 * 60;

/**
 * Counts an attempt before it is tried, in one atomic statement that commits by itself, also where the rest is part of a transaction that is joined: of any number at once, exactly `max` pass. Throws
 * `too-many` beyond; waiting `retryAfterSeconds` always helps.
 */
export async function countAttempt(database: Database, window: AttemptWindow, now: string): Promise<void> {
  const [row] = await database.apart.rows(sql<{ count: number; left: number }>`
    INSERT INTO rate_windows AS w (key, started_at, count) VALUES (${keyOf(window)}, ${now}::timestamptz, 1)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN w.started_at <= ${startedBefore(now)}::timestamptz THEN 1 ELSE least(w.count + 1, 1000000) END,
      started_at = CASE WHEN w.started_at <= ${startedBefore(now)}::timestamptz THEN excluded.started_at ELSE w.started_at END
    RETURNING count, ceil(extract(epoch FROM w.started_at - ${startedBefore(now)}::timestamptz))::int AS left`);
  if (!row || row.count <= window.max) return;
  throw new CoreError('too-many', 'Too many attempts. Try again later.', { key: 'too-many-attempts', retryAfterSeconds: Math.max(1, row.left) });
}

/** Takes one attempt back: it was right, or was never tried. */
export async function refundAttempt(database: Database, window: AttemptWindow): Promise<void> {
  await database.apart.rows(sql<object>`UPDATE rate_windows SET count = count - 1 WHERE key = ${keyOf(window)} AND count > 0`);
}

/** Forgets the window: whoever it protects has shown who he is. */
export async function clearAttempts(database: Database, window: AttemptWindow): Promise<void> {
  await database.apart.rows(sql<object>`DELETE FROM rate_windows WHERE key = ${keyOf(window)}`);
}

/** Removes windows that are long over. For the server's housekeeping; returns how many. */
export async function sweepAttempts(database: Database, now: string): Promise<number> {
  const before = new Date(Date.parse(now) - 24 * 60 * 60 * 1000).toISOString();
  const rows = await database.rows(sql<object>`DELETE FROM rate_windows WHERE key LIKE 'attempt:%' AND started_at < ${before} RETURNING key`);
  return rows.length;
}

function startedBefore(now: string): string {
  return new Date(Date.parse(now) - windowSeconds * 1000).toISOString();
}

/** The name is hashed: the table is no list of e-mail addresses and of who signs in from where. */
function keyOf({ kind, of }: AttemptWindow): string {
  return `attempt:${kind}:${createHash('sha256').update(of).digest('hex').slice(0, 32)}`;
}
