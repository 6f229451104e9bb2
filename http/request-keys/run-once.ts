import { CoreError, type Clock } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import type { RequestKey } from './request-key.ts';

/** An answer as it is kept: what the endpoint gave, and the headers that it set. */
export interface KeptAnswer { readonly value: unknown; readonly headers: readonly (readonly [string, string])[] }

/** Of one process: requests with a key that may run at once. Each holds a connection of the pool, and what it does apart may need one more. */
const runningMax = 5;
/** Those that wait for a place; more are sent away. */
const waitingMax = 200;
/** A keyed request is one transaction, and may wait inside for things outside the database as long as any request may take. */
const timeoutMs = 28_000;
const hoursKept = 24;

export interface RequestKeys {
  /** The answer, and whether it had been given before. `conflict` where the key was used for something else. */
  runOnce(key: RequestKey, work: (database: Database) => Promise<KeptAnswer>): Promise<{ readonly answer: KeptAnswer; readonly isRepeat: boolean }>;
}

/**
 * Runs what a key stands for once. Row of the key, everything that the work does through the database it is given, and the answer are one
 * transaction: a crash leaves all of it or nothing. Of two at once the second waits and is given the first's answer; where the first failed, it runs.
 */
export function createRequestKeys({ database, clock, placesMax = runningMax }: { database: Database; clock: Clock; placesMax?: number }): RequestKeys {
  const underWay = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function runOnce(key: RequestKey, work: (database: Database) => Promise<KeptAnswer>): ReturnType<RequestKeys['runOnce']> {
    const name = key.id.toString('base64');
    // Within the process the second waits here, without a connection.
    while (underWay.has(name)) await underWay.get(name);
    const mine = inTurn(() => take(key, work));
    underWay.set(name, mine.then(() => {}, () => {}));
    try {
      return await mine;
    } finally {
      underWay.delete(name);
    }
  }

  async function take(key: RequestKey, work: (database: Database) => Promise<KeptAnswer>): ReturnType<RequestKeys['runOnce']> {
    return database.joined(async (joined) => {
      const found = await claim(joined, key, clock.nowMs());
      if (found) {
        if (!found.digest.equals(key.digest)) throw new CoreError('conflict', 'This Idempotency-Key was used for another request: give each request a key of its own.', { key: 'client-key-reused', reason: 'key-reused' });
        return { answer: JSON.parse(key.open(found.answer)) as KeptAnswer, isRepeat: true };
      }
      const answer = await work(joined);
      const kept: KeptAnswer = { value: answer.value ?? null, headers: answer.headers };
      await joined.rows(sql<object>`UPDATE request_keys SET answer = ${key.seal(JSON.stringify(kept))} WHERE id = ${key.id}`);
      return { answer, isRepeat: false };
    }, { timeoutMs });
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting.length >= waitingMax) throw new CoreError('unavailable', 'Too many requests with an Idempotency-Key are under way; try again in a moment.');
    if (running >= placesMax) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift(); // it takes over this one's place
      if (next) next();
      else running -= 1;
    }
  }

  return { runOnce };
}

/** Takes the key, or finds what it was used for; waits for whoever is at it. One that is a day old is new again. */
async function claim(database: Database, { id, digest }: RequestKey, nowMs: number): Promise<{ readonly digest: Buffer; readonly answer: Buffer } | null> {
  const now = new Date(nowMs).toISOString();
  const taken = await database.rows(sql<object>`
    INSERT INTO request_keys AS k (id, digest, made_at) VALUES (${id}, ${digest}, ${now})
    ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, answer = NULL, made_at = excluded.made_at WHERE k.made_at <= ${now}::timestamptz - make_interval(hours => ${hoursKept})
    RETURNING id`);
  if (taken.length > 0) return null;
  const [found] = await database.rows(sql<{ digest: Buffer; answer: Buffer }>`SELECT digest, answer FROM request_keys WHERE id = ${id} AND answer IS NOT NULL`);
  if (!found) throw new Error('a key is held whose request has no answer');
  return found;
}

/** Removes keys whose day is over. For the server's housekeeping; returns how many. */
export async function sweepRequestKeys(database: Database, nowMs: number): Promise<number> {
  return (await database.rows(sql<object>`DELETE FROM request_keys WHERE made_at < ${new Date(nowMs).toISOString()}::timestamptz - make_interval(hours => ${hoursKept}) RETURNING id`)).length;
}
