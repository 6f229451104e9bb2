import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The keeper's files in the data directory. */
export interface KeeperFiles {
  /** Locked by the kernel for as long as a keeper lives; stays behind, empty. */
  lock: string;
  /** Where the running keeper can be reached; see `KeeperAddress`. */
  address: string;
  logDir: string;
  log: string;
  /** Default place of the sockets, if the path is short enough. */
  runDir: string;
  compileCache: string;
}

/** The content of `keeper.json`. It may be stale: only a connection tells whether that keeper lives. */
export interface KeeperAddress {
  keeperPid: number;
  postgresPid: number | null;
  runDir: string;
  controlSocket: string;
}

/** Names the keeper's files of one data directory. */
export function keeperFiles(dataDir: string): KeeperFiles {
  return {
    lock: join(dataDir, 'keeper.lock'),
    address: join(dataDir, 'keeper.json'),
    logDir: join(dataDir, 'logs'),
    log: join(dataDir, 'logs', 'postgres.log'),
    runDir: join(dataDir, 'run'),
    compileCache: join(dataDir, 'cache', 'keeper'),
  };
}

/** Reads `keeper.json`; null when it is missing, unreadable or half written by a crash. */
export function readKeeperAddress(dataDir: string): KeeperAddress | null {
  try {
    const value: unknown = JSON.parse(readFileSync(keeperFiles(dataDir).address, 'utf8'));
    return isKeeperAddress(value) ? value : null;
  } catch {
    return null;
  }
}

function isKeeperAddress(value: unknown): value is KeeperAddress {
  if (typeof value !== 'object' || value === null) return false;
  const field = value as Record<string, unknown>;
  return (
    typeof field['keeperPid'] === 'number' &&
    (field['postgresPid'] === null || typeof field['postgresPid'] === 'number') &&
    typeof field['runDir'] === 'string' &&
    typeof field['controlSocket'] === 'string'
  );
}
