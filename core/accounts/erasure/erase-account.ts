import { sql, type Database } from '#storage/index.ts';
import { findTablesToErase } from './tables-to-erase.ts';

/** Where an account's files lie. */
export interface AccountFiles {
  /** Removes every file of an account. Gives how many; none is no error. */
  removeAccount(accountId: number): Promise<number>;
}

const rowsMax = 1_000;
/** How long a process has an erasure to itself after each step; another goes on where it died. */
const heldMs = 10 * 60_000;
const stepMsMax = 120_000;
const passesMax = 10;

/**
 * Takes the next account whose grace is over, or one that a dead process left: from here on there is no way back. Null: none. Of two processes one gets it.
 */
export async function takeErasure(database: Database, now: string): Promise<number | null> {
  const [taken] = await database.rows(sql<{ accountId: number }>`
    UPDATE account_erasures SET held_until = ${heldUntil(now)}, begun_at = coalesce(begun_at, ${now}::timestamptz), undo_hash = NULL
    WHERE account_id = (SELECT account_id FROM account_erasures WHERE erased_at IS NULL AND erase_after <= ${now}::timestamptz AND (held_until IS NULL OR held_until < ${now}::timestamptz)
      ORDER BY erase_after LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING account_id AS "accountId"`);
  return taken?.accountId ?? null;
}

/**
 * Erases an account that `takeErasure` gave: its rows in every table, users who were in no other account, its files, and at last itself. In small transactions, children before parents. Broken off anywhere, it is done
 * from the start again and finds less. What was still being written meanwhile is found by another pass: the end needs one that finds nothing, and the row of the account gone.
 */
export async function eraseAccount(database: Database, files: AccountFiles, accountId: number, clock: () => string): Promise<{ readonly rows: number; readonly files: number }> {
  const { tenant, global } = await findTablesToErase(database);
  let rows = 0;
  const note = (more: number): void => { rows += more; };
  for (let pass = 1; ; pass += 1) {
    let found = 0;
    const count = async (erased: Promise<number>): Promise<void> => { const more = await erased; found += more; note(more); };
    for (const table of tenant) await count(emptyTable(database, accountId, table, clock));
    await count(database.withoutAccount(async (tx) => (await tx.one(sql<{ gone: number }>`SELECT erase_account_users(${accountId}) AS gone`)).gone, { timeoutMs: stepMsMax }));
    for (const table of global) await count(emptyTable(database, accountId, table, clock));
    if (found === 0) break;
    if (pass === passesMax) throw new Error(`something still writes into account ${accountId}, which is being erased`);
  }
  const removed = await files.removeAccount(accountId);
  const now = clock();
  await database.withoutAccount(async (tx) => {
    await tx.run(sql`SELECT erase_account_itself(${accountId})`);
    await tx.run(sql`UPDATE account_erasures SET erased_at = ${now}, held_until = NULL, files_erased = files_erased + ${removed} WHERE account_id = ${accountId}`);
  }, { timeoutMs: stepMsMax });
  return { rows, files: removed };
}

async function emptyTable(database: Database, accountId: number, table: string, clock: () => string): Promise<number> {
  for (let erased = 0; ;) {
    const gone = await database.withoutAccount(async (tx) => {
      const step = await tx.one(sql<{ gone: number }>`SELECT erase_account_rows(${accountId}, ${table}, ${rowsMax}) AS gone`);
      if (step.gone > 0) await tx.run(sql`UPDATE account_erasures SET rows_erased = rows_erased + ${step.gone}, held_until = ${heldUntil(clock())} WHERE account_id = ${accountId}`);
      return step.gone;
    }, { timeoutMs: stepMsMax });
    erased += gone;
    if (gone === 0) return erased;
  }
}

const heldUntil = (now: string): string => new Date(Date.parse(now) + heldMs).toISOString();
