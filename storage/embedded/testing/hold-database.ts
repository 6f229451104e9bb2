import { openEmbeddedDatabase } from '../index.ts';
import type { OpenEmbeddedDatabaseOptions } from '../index.ts';

/*
 * A process that does nothing but hold an embedded database, for tests that kill it. Takes the options as JSON; prints
 * one JSON object per line; releases at SIGTERM.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as OpenEmbeddedDatabaseOptions;
const say = (line: object): void => console.log(JSON.stringify({ ...line, at: Date.now() }));

try {
  const database = await openEmbeddedDatabase({
    ...options,
    onProgress: (progress) => say({ progress }),
    onLost: (lost) => say({ lost }),
    onRestored: () => say({ restored: true }),
  });
  const alive = setInterval(() => undefined, 1_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    void database.release().then(() => say({ released: true }));
  });
  say({ info: database.info, connection: database.connection });
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  say({ error: { code, message } });
  process.exitCode = 1;
}
