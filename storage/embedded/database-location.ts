import { join, resolve } from 'node:path';

import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** Which database this process works on. */
export type DatabaseLocation = { kind: 'url'; url: string } | { kind: 'embedded'; dataDir: string };

/**
 * `DATABASE_URL` comes first, else the embedded database in `PATCHBAY_DATA_DIR`. An unset data directory is `data` in the
 * checkout, whatever the current directory is; a relative one is relative to the current directory.
 *
 * @throws EmbeddedDatabaseError `data-dir-unusable` when DATABASE_URL is not a postgres:// address. The message never
 * repeats the address, which may hold a password.
 */
export function databaseLocation(env: NodeJS.ProcessEnv): DatabaseLocation {
  const url = env['DATABASE_URL'] ?? '';
  if (url !== '') {
    if (!/^postgres(ql)?:\/\//.test(url)) {
      throw new EmbeddedDatabaseError(
        'data-dir-unusable',
        'DATABASE_URL must look like postgres://user:password@host:5432/database. Unset it to use the embedded database.',
      );
    }
    return { kind: 'url', url };
  }
  const dataDir = env['PATCHBAY_DATA_DIR'] ?? '';
  return { kind: 'embedded', dataDir: dataDir === '' ? defaultDataDir : resolve(dataDir) };
}

/** `data` in the checkout. */
export const defaultDataDir: string = join(import.meta.dirname, '..', '..', 'data');
