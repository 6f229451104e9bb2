import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user as the kernel sees one: no supplementary groups. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/**
 * True when `user` may pass through every directory above `path` and enter `path` itself, judged by owner and mode.
 * Access lists are not looked at. A path that does not exist counts as unreachable.
 */
export function isReachableBy(path: string, user: SystemUser): boolean {
  return closedDirectoryFor(path, user) === null;
}

/** The first directory, from the root down, that `user` may not pass; null when there is none. */
export function closedDirectoryFor(path: string, user: SystemUser): string | null {
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    return path;
  }
  const chain: string[] = [];
  for (let at = real; ; at = dirname(at)) {
    chain.unshift(at);
    if (at === dirname(at)) break;
  }
  return chain.find((directory) => !mayPass(directory, user)) ?? null;
}

function mayPass(path: string, user: SystemUser): boolean {
  const { uid, gid, mode } = statSync(path);
  if (user.uid === 0) return true;
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
