import type { EmbeddedDatabaseErrorCode } from './embedded-database-error.ts';

/*
 * One JSON object per line in both directions over the keeper's Unix socket. The keeper tells its state at once and at
 * every change. A client that said `hold` keeps the database running until it says `bye` or its pipe closes.
 */

/** Raised when the lines change their meaning, so that an old keeper and a new client notice each other. */
export const protocolVersion = 1;

export type ClientRequest =
  | { want: 'hold'; protocol: number; pid: number }
  | { want: 'status' }
  | { want: 'bye' };

/** What a client needs to know about a running database. */
export interface ReadyDatabase {
  socketDir: string;
  clusterDir: string;
  logFile: string;
  keeperPid: number;
  postgresPid: number;
  postgresVersion: string;
  binDir: string;
  /** Milliseconds from the keeper's start to the first accepted connection. */
  startMs: number;
  /** True when this start created the cluster. */
  isNew: boolean;
}

export type KeeperState =
  | { state: 'starting'; step: string }
  | ({ state: 'ready' } & ReadyDatabase)
  | { state: 'failed'; code: EmbeddedDatabaseErrorCode; message: string }
  | { state: 'stopping' };

/** What the keeper prints on its standard output, once, for the process that started it. */
export type KeeperGreeting =
  | { keeper: 'listening' }
  | { keeper: 'busy' }
  | { keeper: 'failed'; code: EmbeddedDatabaseErrorCode; message: string };

/** What the keeper is told when it is started. All paths are absolute. */
export interface KeeperOrder {
  dataDir: string;
  /** True: no fsync, everything is removed at the end. For tests. */
  isEphemeral: boolean;
  /** Directory with `postgres` and `initdb` of the system, instead of the npm package. */
  postgresBin: string | null;
  /** Where data and binaries go when another user cannot reach the data directory. */
  systemDir: string;
}

const lineBytesMax = 64 * 1024;

/** Splits a stream of text into lines and hands each to `onLine`; a line over 64 kB is dropped with all before it. */
export function lineSplitter(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > lineBytesMax) rest = '';
    for (const line of lines) if (line !== '') onLine(line);
  };
}
