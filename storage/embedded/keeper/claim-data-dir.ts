import { mkdirSync } from 'node:fs';

import { EmbeddedDatabaseError, errorText } from '../embedded-database-error.ts';
import { explainSystemError } from '../explain-system-error.ts';
import type { SystemUser } from '../is-reachable-by.ts';
import { keeperFiles, readKeeperAddress } from '../keeper-files.ts';
import { resolveDataDir } from '../resolve-data-dir.ts';
import { openCappedLog } from './capped-log.ts';
import type { CappedLog } from './capped-log.ts';
import { holdLock } from './hold-lock.ts';
import { letPass } from './place-cluster.ts';
import { makeRunDirectory } from './run-directory.ts';
import type { RunDirectory } from './run-directory.ts';
import { serviceUser } from './service-user.ts';

/** A data directory that is ours until this process ends. */
export interface Claim {
  run: RunDirectory;
  /** Whom PostgreSQL runs as; null = as we do. */
  user: SystemUser | null;
  log: CappedLog;
  /** Pid of the server of an earlier keeper that was killed; null when it ended in peace. */
  previousPid: number | null;
  giveUp: () => void;
}

/**
 * Takes the lock of a data directory and makes what a keeper needs before it can be reached. Null: there is a keeper.
 *
 * @throws EmbeddedDatabaseError when the directory cannot be used
 */
export function claimDataDir(dataDir: string): Claim | null {
  const files = keeperFiles(dataDir);
  const lock = lockOrExplain(files.lock);
  if (lock === null) return null;
  const previous = readKeeperAddress(dataDir);
  const user = serviceUser(resolveDataDir(dataDir).clusterDir);
  letPass(dataDir, user);
  mkdirSync(files.logDir, { recursive: true, mode: 0o700 });
  return {
    run: makeRunDirectory(files.runDir, previous?.runDir ?? null, user),
    user,
    log: openCappedLog(files.log),
    previousPid: previous?.postgresPid ?? null,
    giveUp: () => lock.release(),
  };
}

function lockOrExplain(file: string): ReturnType<typeof holdLock> {
  try {
    return holdLock(file);
  } catch (error) {
    if (/disk is full/.test(errorText(error))) throw explainSystemError(file, Object.assign(new Error('full'), { code: 'ENOSPC' }));
    throw new EmbeddedDatabaseError(
      'data-dir-unusable',
      `User ${process.getuid?.() ?? ''} cannot lock ${file} (${errorText(error)}). Start Patchbay as the owner of that directory.`,
    );
  }
}
