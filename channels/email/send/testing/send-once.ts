import { parseSecretKey } from '#core/accounts/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { openDatabase, type Connection } from '#storage/index.ts';
import { createParsePool } from '../../parse/create-parse-pool.ts';
import { sendMailHandler } from '../send-mail.ts';

/** A process of its own that makes one try, for tests that kill it: the input is JSON in its first argument. */
const input = JSON.parse(process.argv[2]!) as { connection: Connection; accountId: number; messageId: number; dir: string; port: number; now: string };
const database = openDatabase(input.connection);
const handle = sendMailHandler({
  database, files: openFileStore({ dir: input.dir }), clock: testClock(input.now), key: async () => parseSecretKey(Buffer.alloc(32).toString('base64'), 'test'), pool: createParsePool({ threads: 1 }),
  relay: { host: '127.0.0.1', port: input.port, security: 'none', user: null, password: null },
  resolveHost: async (host) => ({ address: host, servername: null }), accessToken: async () => '',
});
await handle({ id: 1, accountId: input.accountId, queue: 'mail', kind: 'send-mail', payload: { messageId: input.messageId }, attempt: 1, attemptsMax: 1, leaseUntil: '' }, { signal: new AbortController().signal });
await database.close();
