import { sql, type Database, type Tx } from '#storage/index.ts';
import type { StoredEvent } from './event.ts';
import { getEventHead } from './get-event-head.ts';
import { readEventsAfter } from './read-events.ts';
import { sequenceOnce } from './sequence-events.ts';

/** A consumer of the event log. `apply` runs in the transaction that moves the cursor: it happens once, or not at all. */
export interface Consumer {
  readonly name: string;
  /** projection: every event, may be rebuilt. reactor: origin live only, never in a rebuild. */
  readonly kind: 'projection' | 'reactor';
  /** Events a transaction takes at most. */
  readonly batchMax: number;
  /** Returns how many of the events it took, from the first on, where it is not all of them (one of them was much work). 0: none, they come again. */
  apply(tx: Tx, events: readonly StoredEvent[]): Promise<number | void>;
  /**
   * Asked once for each account, in the transaction that makes its cursor there: the position after which the consumer begins, from 0 to `head`, the account's
   * last one by now. All that is stored up to `head` is visible to it. Absent: 0, before the first event.
   */
  begin?(tx: Tx, head: number): Promise<number>;
}

/** Runs one batch of one account. Returns how many events it took; 0 = caught up, or another process is at it. */
export async function consumeOnce(database: Database, consumer: Consumer, accountId: number): Promise<number> {
  return database.withAccount(accountId, async (tx) => {
    const isNew = await tx.run(sql`INSERT INTO event_cursors (consumer, account_id, position) VALUES (${consumer.name}, ${accountId}, 0) ON CONFLICT DO NOTHING`) > 0;
    if (isNew && consumer.begin) {
      const position = await consumer.begin(tx, await getEventHead(tx));
      await tx.run(sql`UPDATE event_cursors SET position = ${position} WHERE consumer = ${consumer.name} AND account_id = ${accountId}`);
    }
    const cursor = await tx.maybe(sql<{ position: number }>`
      SELECT position FROM event_cursors WHERE consumer = ${consumer.name} AND account_id = ${accountId} FOR UPDATE SKIP LOCKED`);
    if (!cursor) return 0;
    const events = await readEventsAfter(tx, cursor.position, consumer.batchMax);
    if (events.length === 0) return 0;
    const taken = consumer.kind === 'reactor' ? events.filter((event) => event.origin === 'live') : events;
    const done = taken.length > 0 ? await consumer.apply(tx, taken) : undefined;
    if (typeof done === 'number' && done <= 0) return 0;
    const last = typeof done === 'number' && done < taken.length ? taken[done - 1]! : events.at(-1)!;
    await tx.run(sql`
      UPDATE event_cursors SET position = ${last.position} WHERE consumer = ${consumer.name} AND account_id = ${accountId}`);
    return events.filter((event) => event.position <= last.position).length;
  }, { timeoutMs: 60_000, statementMs: 10_000 });
}

/** The last position the consumer has done in the account; 0: none. */
export async function cursorPosition(database: Database, consumer: string, accountId: number): Promise<number> {
  const [row] = await database.rows(sql<{ position: number }>`SELECT position FROM event_cursors WHERE account_id = ${accountId} AND consumer = ${consumer}`);
  return row?.position ?? 0;
}

/** Accounts whose consumer lags behind the head, most behind first. */
export async function laggingAccounts(database: Database, consumer: string): Promise<number[]> {
  const rows = await database.rows(sql<{ account_id: number }>`
    SELECT h.account_id FROM event_heads h JOIN open_accounts a ON a.id = h.account_id
    LEFT JOIN event_cursors c ON c.account_id = h.account_id AND c.consumer = ${consumer}
    WHERE h.position > coalesce(c.position, 0) ORDER BY h.position - coalesce(c.position, 0) DESC`);
  return rows.map((row) => row.account_id);
}

/**
 * Sequences and consumes until nothing is left that was there at the call. For the command line, tests and shutdown. Where a consumer
 * throws for an account, that account waits, all others are finished, and the first error is thrown at the end.
 */
export async function catchUp(database: Database, consumers: readonly Consumer[], onProgress?: (events: number) => void): Promise<void> {
  const errors: unknown[] = [];
  for (const consumer of consumers) {
    const failed = new Set<number>();
    let idleRounds = 0;
    while (idleRounds < 200) {
      await sequenceOnce(database); // a projection may have appended events of its own
      const accounts = (await laggingAccounts(database, consumer.name)).filter((accountId) => !failed.has(accountId));
      if (accounts.length === 0) break;
      let taken = 0;
      for (const accountId of accounts) {
        try {
          taken += await consumeOnce(database, consumer, accountId);
        } catch (error) {
          failed.add(accountId);
          errors.push(error);
        }
      }
      onProgress?.(taken);
      if (taken > 0) idleRounds = 0;
      else { // another process holds the cursor: give it a moment
        idleRounds += 1;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
  }
  if (errors.length > 0) throw errors[0];
}
