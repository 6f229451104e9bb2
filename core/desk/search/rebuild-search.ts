import { sql, type Database, type Tx } from '#storage/index.ts';
import { searchConsumer } from './search-consumer.ts';
import { writeSearchDocuments } from './write-search-documents.ts';

const roundMax = 500;

/**
 * Makes the whole search projection of an account anew, in rounds, while it stays in use: search finds what it found all the time.
 * Returns how many documents there are. Gives the same rows as the events gave.
 */
export async function rebuildSearch(database: Database, accountId: number, onProgress?: (documents: number) => void): Promise<{ documents: number }> {
  let documents = 0;
  for (let after = 0; ;) {
    const ids: number[] = await database.withAccount(accountId, (tx) => rebuildRound(tx, after), { timeoutMs: 60_000 });
    if (ids.length === 0) break;
    after = ids.at(-1)!;
    documents += ids.length;
    onProgress?.(documents);
  }
  return database.withAccount(accountId, async (tx) => {
    await holdCursor(tx);
    await tx.rows(sql<object>`SELECT recount_search_names(${accountId})`);
    return tx.one(sql<{ documents: number }>`SELECT count(*) AS documents FROM search_documents WHERE account_id = ${accountId}`);
  }, { timeoutMs: 600_000 });
}

/** The next messages, and documents whose message is gone. */
async function rebuildRound(tx: Tx, after: number): Promise<number[]> {
  await holdCursor(tx);
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT id FROM (
      (SELECT id FROM messages WHERE account_id = ${tx.accountId} AND id > ${after} ORDER BY id LIMIT ${roundMax})
      UNION (SELECT message_id FROM search_documents WHERE account_id = ${tx.accountId} AND message_id > ${after} ORDER BY message_id LIMIT ${roundMax})) wanted
    ORDER BY id LIMIT ${roundMax}`);
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) await writeSearchDocuments(tx, ids);
  return ids;
}

/** The consumer passes an account whose cursor is held, so that both never write one document at once. */
async function holdCursor(tx: Tx): Promise<void> {
  await tx.run(sql`INSERT INTO event_cursors (consumer, account_id, position) VALUES (${searchConsumer.name}, ${tx.accountId}, 0) ON CONFLICT DO NOTHING`);
  await tx.rows(sql<object>`SELECT FROM event_cursors WHERE consumer = ${searchConsumer.name} AND account_id = ${tx.accountId} FOR UPDATE`);
}
