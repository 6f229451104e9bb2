import { factsConsumer } from '#core/analytics/index.ts';
import { consumeOnce, sequenceOnce } from '#core/events/index.ts';
import { openDatabase, type Connection } from '#storage/index.ts';

/** A process that does what figures wait for, step by step, until nothing is left or PATCHBAY_CRASH_AT kills it. Arguments: connection as JSON, account. */
const [connection, account] = process.argv.slice(2) as [string, string];
const database = openDatabase(JSON.parse(connection) as Connection);
for (let taken = 1; taken > 0;) {
  await sequenceOnce(database);
  taken = await consumeOnce(database, factsConsumer, Number(account));
}
await database.close();
