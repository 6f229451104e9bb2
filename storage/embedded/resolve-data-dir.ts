import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

import { EmbeddedDatabaseError, systemErrorCode } from './embedded-database-error.ts';

/** Where the parts of one data directory really lie. All paths are absolute. */
export interface DataDirLocation {
  dataDir: string;
  /** PostgreSQL's own directory: `<dataDir>/postgres`, or elsewhere if the pointer file says so. */
  clusterDir: string;
  /** `<dataDir>/postgres.location`: exists only when the cluster lies elsewhere. */
  pointerFile: string;
  isElsewhere: boolean;
}

/**
 * Follows the pointer file of a data directory. Reads one small file and touches nothing; the directory need not exist.
 *
 * @throws EmbeddedDatabaseError `data-dir-unusable` when the pointer file is there but cannot be read or makes no sense.
 */
export function resolveDataDir(dataDir: string): DataDirLocation {
  const absolute = resolve(dataDir);
  const pointerFile = join(absolute, 'postgres.location');
  const target = readPointer(pointerFile);
  return {
    dataDir: absolute,
    clusterDir: target ?? join(absolute, 'postgres'),
    pointerFile,
    isElsewhere: target !== null,
  };
}

/** The text of a pointer file: the path on its own line, and for the curious why it is there. */
export function pointerText(clusterDir: string): string {
  return [
    '# The database of this data directory lies in the directory below, because the user that PostgreSQL',
    '# runs as cannot reach this one. Keep this file: without it the database is not found.',
    clusterDir,
    '',
  ].join('\n');
}

function readPointer(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    // EACCES on the way is reported, in better words, by the first attempt to use the directory.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return null;
    throw error;
  }
  const target = text.split('\n').find((line) => line !== '' && !line.startsWith('#'));
  if (target === undefined || !isAbsolute(target)) {
    throw new EmbeddedDatabaseError(
      'data-dir-unusable',
      `${file} should name the directory of the database but does not. Restore that file, or restore a backup into an empty data directory.`,
    );
  }
  return target;
}
