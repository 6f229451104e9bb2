import { parseSecretKey } from '#core/accounts/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { openDatabase, type Connection } from '#storage/index.ts';
import { createDeliver } from '../deliver.ts';
import { webhookFormats } from '../formats.ts';

/** One try of a delivery in a process of its own, so that a test can kill it: `{connection, accountId, deliveryId, key, now}` as JSON. */
const { connection, accountId, deliveryId, key, now } = JSON.parse(process.argv[2]!) as { connection: Connection; accountId: number; deliveryId: number; key: string; now: string };
const database = openDatabase(connection);
const secret = parseSecretKey(key, 'test');
await createDeliver({ database, clock: testClock(now), key: async () => secret, formats: webhookFormats, base: 'https://desk.example', allow: ['127.0.0.1'] })(accountId, deliveryId);
await database.close();
