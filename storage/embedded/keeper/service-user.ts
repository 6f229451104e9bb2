import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

import { EmbeddedDatabaseError } from '../embedded-database-error.ts';
import type { SystemUser } from '../is-reachable-by.ts';

/** In this order: one made for Patchbay, the one distributions make, the one that is always there. */
const names = process.platform === 'darwin' ? ['patchbay', '_postgres', 'nobody'] : ['patchbay', 'postgres', 'nobody'];

/**
 * Which user PostgreSQL runs as: null = as we are. PostgreSQL refuses root, so root hands it to the owner of an existing
 * cluster, else to the first of `patchbay`, `postgres`, `nobody` that exists.
 *
 * @param clusterDir - directory whose owner decides when it exists
 * @throws EmbeddedDatabaseError `no-service-user` when root finds none of them
 */
export function serviceUser(clusterDir: string, candidates: readonly string[] = names): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = ownerOf(clusterDir);
  if (owner !== null && owner.uid !== 0) return owner;
  for (const name of candidates) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid };
  }
  throw new EmbeddedDatabaseError(
    'no-service-user',
    `PostgreSQL does not run as root and none of the users ${candidates.join(', ')} exists. Add one ("useradd --system patchbay"), start Patchbay as another user, or set DATABASE_URL.`,
  );
}

function ownerOf(directory: string): SystemUser | null {
  try {
    const { uid, gid } = statSync(directory);
    return { uid, gid };
  } catch {
    return null;
  }
}

function idOf(flag: '-u' | '-g', name: string): number | null {
  try {
    const text = execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    // macOS prints the uid of nobody (-2) unsigned; the kernel and Node want it signed.
    return Number(text.trim()) | 0;
  } catch {
    return null;
  }
}
