import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { EmbeddedDatabaseError, errorText } from '../embedded-database-error.ts';
import { closedDirectoryFor } from '../is-reachable-by.ts';
import type { SystemUser } from '../is-reachable-by.ts';
import { pointerText, resolveDataDir } from '../resolve-data-dir.ts';

/** The cluster's directory, and what the person should know about it. */
export interface ClusterPlace {
  clusterDir: string;
  notes: string[];
}

/**
 * Decides where the cluster of a data directory lies. Normally inside it. When `user` cannot get there (a checkout in a
 * closed home, started by root) it goes to a directory of its own under `systemDir`, and a pointer file stays behind.
 *
 * @throws EmbeddedDatabaseError `data-dir-unusable` when an existing cluster became unreachable or `systemDir` cannot be written
 */
export function placeCluster(dataDir: string, user: SystemUser | null, systemDir: string): ClusterPlace {
  const place = resolveDataDir(dataDir);
  if (place.isElsewhere) {
    requireExisting(place.clusterDir, place.pointerFile);
    return { clusterDir: place.clusterDir, notes: [] };
  }
  if (user === null) return { clusterDir: place.clusterDir, notes: [] };

  const closed = closedDirectoryFor(dataDir, user);
  if (closed === null) return { clusterDir: place.clusterDir, notes: [] };
  if (existsSync(place.clusterDir)) {
    throw new EmbeddedDatabaseError(
      'data-dir-unusable',
      `The database in ${place.clusterDir} belongs to user ${user.uid}, who may no longer enter ${closed}. Allow it again with "chmod a+x ${closed}", or start Patchbay as that user.`,
    );
  }
  return placeElsewhere(dataDir, place.pointerFile, closed, systemDir);
}

/** Lets `user` pass through a data directory of root. Nothing in it but the cluster and its socket opens to others. */
export function letPass(dataDir: string, user: SystemUser | null): void {
  if (user === null) return;
  const { uid, mode } = statSync(dataDir);
  if (uid === 0) chmodSync(dataDir, (mode & 0o777) | 0o011);
}

function placeElsewhere(dataDir: string, pointerFile: string, closed: string, systemDir: string): ClusterPlace {
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const own = join(systemDir, `${name}-${randomBytes(3).toString('hex')}`);
  const notes = [`${closed} is closed to the user that PostgreSQL runs as: the database lies in ${own}`];
  try {
    mkdirSync(own, { recursive: true, mode: 0o711 });
    chmodSync(own, 0o711);
    const earlier = readdirSync(systemDir).filter((entry) => entry.startsWith(`${name}-`) && !own.endsWith(entry));
    if (earlier.length > 0) notes.push(`An earlier database of ${dataDir} is not used: ${earlier.map((entry) => join(systemDir, entry)).join(', ')}`);
    writeFileSync(pointerFile, pointerText(join(own, 'postgres')), { mode: 0o644, flush: true });
  } catch (error) {
    throw new EmbeddedDatabaseError(
      'data-dir-unusable',
      `PostgreSQL does not run as root, and the user it runs as may not enter ${closed}. Keeping the database in ${systemDir} instead failed: ${errorText(error)}. Move Patchbay to a directory that other users may enter (for example /opt/patchbay), set PATCHBAY_DATA_DIR to such a directory, or set DATABASE_URL.`,
    );
  }
  return { clusterDir: join(own, 'postgres'), notes };
}

function requireExisting(clusterDir: string, pointerFile: string): void {
  const parent = join(clusterDir, '..');
  if (existsSync(parent)) return;
  throw new EmbeddedDatabaseError(
    'data-dir-unusable',
    `${pointerFile} says that the database lies in ${clusterDir}, but that directory is gone. Put it back, or restore a backup into an empty data directory.`,
  );
}
