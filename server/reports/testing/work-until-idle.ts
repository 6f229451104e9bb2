import { parseSecretKey } from '#core/accounts/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { createParsePool } from '#channels/email/parse/create-parse-pool.ts';
import { openDatabase, type Connection } from '#storage/index.ts';
import { workReports } from './work-reports.ts';

/** A server's part in reports, in a process of its own that a test can kill: looks what is due and works until nothing is left. `{connection, dir, port, now}` as JSON. */
const { connection, dir, port, now } = JSON.parse(process.argv[2]!) as { connection: Connection; dir: string; port: number; now: string };
const database = openDatabase(connection);
const pool = createParsePool({ threads: 1 });
await workReports({
  database, clock: testClock(now), pool, files: openFileStore({ dir }), key: async () => parseSecretKey(Buffer.alloc(32).toString('base64'), 'test'),
  relay: { host: '127.0.0.1', port, security: 'none', user: null, password: null }, resolveHost: async (host) => ({ address: host, servername: null }), accessToken: async () => '',
});
await pool.close();
await database.close();
