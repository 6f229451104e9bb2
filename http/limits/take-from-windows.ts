import { sql, type Database } from '#storage/index.ts';
import type { RateWindow } from './rate-windows.ts';

export interface WindowState {
  readonly seconds: number;
  readonly most: number;
  /** Requests counted, these included where they were taken. */
  readonly count: number;
  readonly startedAtMs: number;
  readonly taken: boolean;
  readonly full: boolean;
}

interface Row { seconds: number; most: number; count: number | null; started_ms: number | null; taken: boolean; full: boolean }

/**
 * One statement, one round trip: counts `requests` in all windows of a key, or in none when they do not all fit into one of them (it is `full` then). It waits for no disk (`synchronous_commit` is off for its own transaction): a crash of the
 * database forgets the counts of its last moments, and callers at one address, who share a row, do not wait for each other's disk.
 *
 * The rows are locked in the order of their keys before anything is decided, so two processes agree; a window that does not exist
 * yet cannot be locked, so the upsert checks once more. A window that seems to begin later than its own length from now was written
 * before the clock was set back: it starts anew. `null`: two first requests met and this one lost; ask again.
 */
export async function takeFromWindows(database: Database, key: string, windows: readonly RateWindow[], nowMs: number, requests = 1): Promise<WindowState[] | null> {
  const [only, ...others] = windows;
  const taken = only && others.length === 0 ? await takeFromOne(database, key, only, nowMs, requests) : null;
  return taken ? [taken] : takeFromAll(database, key, windows, nowMs, requests);
}

/** Most limits have one window, with room in it: then nothing has to be decided before it is counted. Null: it has no room, or none that this way knows of. */
async function takeFromOne(database: Database, key: string, { seconds, most }: RateWindow, nowMs: number, requests: number): Promise<WindowState | null> {
  if (requests > most) return null;
  const now = sql`${new Date(nowMs).toISOString()}::timestamptz`;
  const length = sql`make_interval(secs => ${seconds}::int)`;
  const isRunning = sql`w.started_at > ${now} - ${length} AND w.started_at <= ${now} + ${length}`;
  const [row] = await database.rows(sql<{ count: number; startedMs: number }>`
    WITH unhurried AS MATERIALIZED (
      SELECT set_config('synchronous_commit', 'off', true) AS said
    )
    INSERT INTO rate_windows AS w (key, started_at, count)
    SELECT ${`${key}/${seconds}`}::text, ${now}, ${requests}::int FROM unhurried WHERE said IS NOT NULL
    ON CONFLICT (key) DO UPDATE SET
      started_at = CASE WHEN ${isRunning} THEN w.started_at ELSE excluded.started_at END,
      count = CASE WHEN ${isRunning} THEN w.count + excluded.count ELSE excluded.count END
    WHERE w.count + excluded.count <= ${most}::int OR NOT (${isRunning})
    RETURNING w.count, (extract(epoch FROM w.started_at) * 1000)::float8 AS "startedMs"`);
  return row ? { seconds, most, count: row.count, startedAtMs: Math.round(row.startedMs), taken: true, full: false } : null;
}

async function takeFromAll(database: Database, key: string, windows: readonly RateWindow[], nowMs: number, requests: number): Promise<WindowState[] | null> {
  const now = new Date(nowMs).toISOString();
  const values = windows.map(({ seconds, most }) => sql`(${`${key}/${seconds}`}::text, ${seconds}::int, ${most}::int)`);
  const rows = await database.rows<Row>(sql<Row>`
    WITH unhurried AS MATERIALIZED (
      SELECT set_config('synchronous_commit', 'off', true) AS said
    ), wanted AS (
      SELECT v.key, v.seconds, v.most FROM (VALUES ${sql.join(values)}) AS v (key, seconds, most), unhurried WHERE said IS NOT NULL
    ), held AS MATERIALIZED (
      SELECT w.key, w.started_at, w.count FROM rate_windows w
      WHERE w.key IN (SELECT wanted.key FROM wanted) ORDER BY w.key FOR UPDATE
    ), verdict AS MATERIALIZED (
      SELECT wanted.key, wanted.seconds, wanted.most, held.started_at, held.count,
        ${requests}::int > wanted.most OR coalesce(held.count + ${requests}::int > wanted.most
          AND held.started_at > ${now}::timestamptz - make_interval(secs => wanted.seconds)
          AND held.started_at <= ${now}::timestamptz + make_interval(secs => wanted.seconds), false) AS is_full
      FROM wanted LEFT JOIN held USING (key)
    ), taken AS (
      INSERT INTO rate_windows AS w (key, started_at, count)
      SELECT key, ${now}::timestamptz, ${requests}::int FROM verdict WHERE NOT EXISTS (SELECT 1 FROM verdict WHERE is_full) ORDER BY key
      ON CONFLICT (key) DO UPDATE SET
        started_at = CASE WHEN w.started_at > ${now}::timestamptz - (SELECT make_interval(secs => wanted.seconds) FROM wanted WHERE wanted.key = w.key)
                           AND w.started_at <= ${now}::timestamptz + (SELECT make_interval(secs => wanted.seconds) FROM wanted WHERE wanted.key = w.key)
                          THEN w.started_at ELSE excluded.started_at END,
        count = CASE WHEN w.started_at > ${now}::timestamptz - (SELECT make_interval(secs => wanted.seconds) FROM wanted WHERE wanted.key = w.key)
                      AND w.started_at <= ${now}::timestamptz + (SELECT make_interval(secs => wanted.seconds) FROM wanted WHERE wanted.key = w.key)
                     THEN w.count + excluded.count ELSE excluded.count END
      WHERE w.count + excluded.count <= (SELECT wanted.most FROM wanted WHERE wanted.key = w.key)
         OR w.started_at <= ${now}::timestamptz - (SELECT make_interval(secs => wanted.seconds) FROM wanted WHERE wanted.key = w.key)
         OR w.started_at > ${now}::timestamptz + (SELECT make_interval(secs => wanted.seconds) FROM wanted WHERE wanted.key = w.key)
      RETURNING w.key, w.started_at, w.count
    )
    SELECT verdict.seconds, verdict.most, coalesce(taken.count, verdict.count) AS count, taken.key IS NOT NULL AS taken, verdict.is_full AS full,
      (extract(epoch FROM coalesce(taken.started_at, verdict.started_at)) * 1000)::float8 AS started_ms
    FROM verdict LEFT JOIN taken USING (key) ORDER BY verdict.seconds`);
  const anyFull = rows.some((row) => row.full);
  if (!anyFull && rows.some((row) => !row.taken)) return null;
  return rows.map(({ seconds, most, count, started_ms, taken, full }) => (
    { seconds, most, count: count ?? 0, startedAtMs: Math.round(started_ms ?? nowMs), taken, full }));
}

/** Removes this server's windows that ended long ago. Returns how many. */
export async function sweepRateWindows(database: Database, nowMs: number): Promise<number> {
  const before = new Date(nowMs - 86_400_000).toISOString();
  const rows = await database.rows(sql<{ one: number }>`DELETE FROM rate_windows WHERE key LIKE 'http:%' AND started_at < ${before}::timestamptz RETURNING 1 AS one`);
  return rows.length;
}
