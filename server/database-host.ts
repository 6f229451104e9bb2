import { CoreError } from '#core/kernel/index.ts';
import type { Connection } from '#storage/index.ts';
import type { Config } from './config.ts';

/** A database that runs and may be connected to, for as long as it is held. */
export interface DatabaseHost {
  readonly connection: Connection;
  /** Lets go of it; the embedded one stops with its last holder. Close connections first. */
  release(): Promise<void>;
}

export interface HostNotes {
  readonly onProgress?: (text: string) => void;
  readonly onLost?: (reason: string) => void;
  readonly onRestored?: () => void;
  /** How long an outside database may be away at the start. Default: not at all. */
  readonly waitMs?: number;
}

/** The embedded PostgreSQL, started where nobody did, or the one that DATABASE_URL names. */
export async function openDatabaseHost(config: Config, notes: HostNotes = {}): Promise<DatabaseHost> {
  if (config.database.kind === 'url') return reachOutside(config.database.url, notes);
  const { openEmbeddedDatabase } = await import('#storage/embedded/index.ts');
  return openEmbeddedDatabase({
    dataDir: config.database.dataDir,
    postgresBin: config.postgresBin,
    onProgress: notes.onProgress ?? (() => {}),
    onLost: notes.onLost ?? (() => {}),
    onRestored: notes.onRestored ?? (() => {}),
  });
}

const firstPauseMs = 250;
const pauseMsMax = 5_000;

async function reachOutside(url: string, { onProgress, waitMs = 0 }: HostNotes): Promise<DatabaseHost> {
  const { tryConnection } = await import('#storage/inspect/index.ts');
  const connection: Connection = { connectionString: url };
  const until = performance.now() + waitMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
    const problem = await tryConnection(connection);
    if (problem === null) return { connection, release: async () => {} };
    const text = `The database of DATABASE_URL cannot be used: ${problem.text}`;
    if (!problem.mayPass || performance.now() + pauseMs > until) throw new CoreError('unavailable', text);
    onProgress?.(`${text} Trying again in ${(pauseMs / 1000).toFixed(1)} s`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
