import { sql, type Database, type Tx } from '#storage/index.ts';
import { searchConsumer } from './search-consumer.ts';
import { writeSearchDocuments } from './write-search-documents.ts';

/** `filled`: a round is committed, there may be more. `waits`: new events, or another process, go first. `through`: nothing is left. */
export type SearchFillStep = 'filled' | 'waits' | 'through';

export interface SearchFillOptions {
  /** Goes on though events wait for the consumer: one that cannot be taken must not keep history from being found. */
  readonly isImpatient?: boolean;
  /** Of a round. Default 500. */
  readonly messagesMax?: number;
}

/**
 * Makes the documents of the next 500 messages of an account's history, the newest ids first, and moves the fill's place in the same transaction: a crash
 * leaves it where it was. Documents whose message is gone go. It holds the consumer's cursor meanwhile, so that both never write one document at once,
 * and what changes under it has an event that the consumer takes after it.
 */
export async function fillSearchOnce(database: Database, accountId: number, { isImpatient = false, messagesMax = 500 }: SearchFillOptions = {}): Promise<SearchFillStep> {
  if (await countTotal(database, accountId)) return 'filled';
  return database.withAccount(accountId, async (tx) => {
    const cursor = await tx.maybe(sql<{ position: number; head: number }>`
      SELECT c.position, coalesce((SELECT h.position FROM event_heads h WHERE h.account_id = c.account_id), 0) AS head
      FROM event_cursors c WHERE c.consumer = ${searchConsumer.name} AND c.account_id = ${accountId} FOR UPDATE SKIP LOCKED`);
    if (!cursor || (cursor.head > cursor.position && !isImpatient)) return 'waits';
    const fill = await tx.maybe(sql<{ beforeId: number | null }>`
      SELECT before_id AS "beforeId" FROM search_fills WHERE account_id = ${accountId} AND finished_at IS NULL FOR UPDATE`);
    if (!fill) return 'through';
    const ids = await nextIds(tx, fill.beforeId, messagesMax);
    if (ids.length > 0) await writeSearchDocuments(tx, ids.map(({ id }) => id));
    const isThrough = ids.length < messagesMax;
    await tx.run(sql`
      UPDATE search_fills SET before_id = coalesce(${ids.at(-1)?.id ?? null}::bigint, before_id), done = done + ${ids.filter(({ isMessage }) => isMessage).length},
        finished_at = CASE WHEN ${isThrough}::boolean THEN now() END
      WHERE account_id = ${accountId}`);
    return isThrough ? 'through' : 'filled';
  }, { timeoutMs: 60_000, statementMs: 10_000 });
}

/** Once, and without the cursor: of millions it takes seconds. True: it was done now. */
async function countTotal(database: Database, accountId: number): Promise<boolean> {
  return database.withAccount(accountId, async (tx) => {
    const fill = await tx.rows(sql`SELECT FROM search_fills WHERE account_id = ${accountId} AND finished_at IS NULL AND total IS NULL FOR UPDATE SKIP LOCKED`);
    if (fill.length === 0) return false;
    await tx.run(sql`UPDATE search_fills SET total = (SELECT count(*) FROM messages WHERE account_id = ${accountId}) WHERE account_id = ${accountId}`);
    return true;
  }, { timeoutMs: 120_000 });
}

/** The next messages, and documents whose message is gone, from the highest id down. */
async function nextIds(tx: Tx, before: number | null, limit: number): Promise<{ readonly id: number; readonly isMessage: boolean }[]> {
  const below = before ?? Number.MAX_SAFE_INTEGER;
  return tx.rows(sql<{ id: number; isMessage: boolean }>`
    SELECT id, bool_or(is_message) AS "isMessage" FROM (
      (SELECT id, true AS is_message FROM messages WHERE account_id = ${tx.accountId} AND id < ${below} ORDER BY id DESC LIMIT ${limit})
      UNION ALL (SELECT message_id, false FROM search_documents WHERE account_id = ${tx.accountId} AND message_id < ${below} ORDER BY message_id DESC LIMIT ${limit})) wanted
    GROUP BY id ORDER BY id DESC LIMIT ${limit}`);
}
