import type { DatabaseConnection } from '#storage/embedded/index.ts';
import { madeOnce } from '../corpora/made-once.ts';
import { cloneDatabase, type ClonedDatabase } from './clone-database.ts';

/** What is made relative to now stays true for so long. */
const freshMs = 10 * 60_000;

export interface PreparedDatabase<Made> {
  readonly clone: ClonedDatabase;
  /** What the one who filled it told. */
  readonly made: Made;
}

/**
 * A database of one's own with what `fill` writes: the first file of a run that asks fills one (and closes its connections), all others get copies of it, for ten minutes.
 * A file that is run alone fills its own. What `fill` returns crosses processes as a value.
 */
export async function preparedDatabase<Made>(name: string, fill: (connection: DatabaseConnection) => Promise<Made>): Promise<PreparedDatabase<Made>> {
  for (let turn = 1; ; turn += 1) {
    const { database, made, atMs } = await madeOnce(`${name}-${turn}`, async () => {
      const { connection } = await cloneDatabase();
      return { database: connection.database, atMs: Date.now(), made: await fill(connection) };
    });
    if (Date.now() - atMs < freshMs) return { clone: await cloneDatabase(database), made };
  }
}
