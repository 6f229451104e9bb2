import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { EmbeddedDatabaseError } from '../embedded-database-error.ts';
import { isReachableBy } from '../is-reachable-by.ts';
import type { SystemUser } from '../is-reachable-by.ts';

/** sockaddr_un holds 104 (macOS) to 108 bytes; PostgreSQL adds a lock file beside its socket. */
const socketBytesMax = 90;
const longestName = 'pg/.s.PGSQL.5432';

export interface RunDirectory {
  runDir: string;
  controlSocket: string;
  /** For PostgreSQL's socket: mode 0700, owned by the user it runs as. */
  socketDir: string;
}

/**
 * Makes the directory of the sockets: `wanted` when its path is short enough and `user` can reach it, else the one that
 * a killed keeper used (so that clients that live find the database where it was), else a new one in a short place.
 */
export function makeRunDirectory(wanted: string, previous: string | null, user: SystemUser | null): RunDirectory {
  const isWantedUsable = fits(wanted) && (user === null || isReachableBy(dirname(wanted), user));
  let runDir = wanted;
  if (isWantedUsable) mkdirSync(wanted, { recursive: true, mode: 0o700 });
  else runDir = previous !== null && previous !== wanted && isOurs(previous) ? previous : makeShort(user);
  // PostgreSQL's user only passes through to its own directory.
  chmodSync(runDir, user === null ? 0o700 : 0o711);

  const socketDir = join(runDir, 'pg');
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  chmodSync(socketDir, 0o700);
  if (user !== null) chownSync(socketDir, user.uid, user.gid);
  return { runDir, controlSocket: join(runDir, 'keeper.sock'), socketDir };
}

function fits(runDir: string): boolean {
  return Buffer.byteLength(join(runDir, longestName)) <= socketBytesMax;
}

/** Another user could have put a directory of the same name into /tmp: ours are real directories with our owner. */
function isOurs(directory: string): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

function makeShort(user: SystemUser | null): string {
  const parents = [...(process.getuid?.() === 0 ? ['/run'] : []), '/tmp', tmpdir(), '/var/tmp'];
  for (const parent of parents) {
    if (!fits(join(parent, 'patchbay-XXXXXX')) || (user !== null && !isReachableBy(parent, user))) continue;
    try {
      return mkdtempSync(join(parent, 'patchbay-'));
    } catch {
      // Not writable here: the next one.
    }
  }
  throw new EmbeddedDatabaseError(
    'data-dir-unusable',
    `No directory for the database's socket: the path of the data directory is too long or closed, and none of ${parents.join(', ')} can be written. Set PATCHBAY_DATA_DIR to a shorter path.`,
  );
}
