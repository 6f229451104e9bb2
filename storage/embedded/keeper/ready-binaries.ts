import { accessSync, chmodSync, constants, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { EmbeddedDatabaseError, errorText } from '../embedded-database-error.ts';
import type { PostgresBinaries } from '../find-postgres-binaries.ts';
import { isReachableBy } from '../is-reachable-by.ts';
import type { SystemUser } from '../is-reachable-by.ts';

/**
 * Makes the programs runnable for `user` and returns their directory. The npm package lists its library links in
 * `pg-symlinks.json`, because archives of npm hold no links; they are made here, since install scripts may be off. Where
 * the package cannot be reached by `user` or not be written by us, a copy (60 MB) in `copiesDir` is used.
 *
 * @throws EmbeddedDatabaseError `binaries-missing` when neither is possible
 */
export function readyBinaries(found: PostgresBinaries, user: SystemUser | null, copiesDir: string): string {
  if (found.nativeDir === null) return found.binDir;
  const isReachable = user === null || isReachableBy(found.binDir, user);
  // By the real path: the way through a link may lead through a directory that is closed to the user.
  if (isReachable && linkLibraries(found.nativeDir)) return realpathSync(found.binDir);
  return join(copyBinaries(found.nativeDir, copiesDir), 'bin');
}

/** Makes the links that are missing. False: this directory cannot be written. */
export function linkLibraries(nativeDir: string): boolean {
  for (const { source, target } of listedLinks(nativeDir)) {
    const link = join(nativeDir, '..', target);
    if (existsSync(link)) continue;
    const temporary = `${link}.${process.pid}`;
    try {
      rmSync(temporary, { force: true });
      symlinkSync(basename(source), temporary);
      renameSync(temporary, link);
    } catch {
      return false;
    }
  }
  return true;
}

function listedLinks(nativeDir: string): { source: string; target: string }[] {
  const file = join(nativeDir, 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const isLink = (entry: unknown): entry is { source: string; target: string } =>
    typeof entry === 'object' && entry !== null && 'source' in entry && 'target' in entry &&
    typeof entry.source === 'string' && typeof entry.target === 'string' &&
    // Links stay beside their file, inside the package.
    dirname(entry.source) === dirname(entry.target) && !entry.target.includes('..');
  return Array.isArray(list) ? list.filter(isLink) : [];
}

function copyBinaries(nativeDir: string, copiesDir: string): string {
  const packageText: unknown = JSON.parse(readFileSync(join(nativeDir, '..', 'package.json'), 'utf8'));
  const version = typeof packageText === 'object' && packageText !== null && 'version' in packageText ? String(packageText.version) : '0';
  const copy = join(copiesDir, `postgres-${version}-${process.platform}-${process.arch}`);
  if (existsSync(join(copy, 'native', 'bin', 'postgres'))) return join(copy, 'native');
  const temporary = `${copy}.${process.pid}`;
  try {
    mkdirSync(temporary, { recursive: true, mode: 0o755 });
    // Links verbatim: resolved, they would lead back into the directory that is closed.
    cpSync(nativeDir, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
    linkLibraries(join(temporary, 'native'));
    for (const program of ['postgres', 'initdb']) {
      chmodSync(join(temporary, 'native', 'bin', program), 0o755);
      accessSync(join(temporary, 'native', 'bin', program), constants.X_OK);
    }
    renameSync(temporary, copy);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Another keeper may have made the same copy meanwhile.
    if (existsSync(join(copy, 'native', 'bin', 'postgres'))) return join(copy, 'native');
    throw new EmbeddedDatabaseError(
      'binaries-missing',
      `The PostgreSQL programs in ${nativeDir} cannot be used from there, and copying them to ${copy} failed: ${errorText(error)}. Move Patchbay to a directory that other users may enter (for example /opt/patchbay), or set DATABASE_URL.`,
    );
  }
  return join(copy, 'native');
}
