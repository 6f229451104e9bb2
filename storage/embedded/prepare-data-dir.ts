import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { explainSystemError } from './explain-system-error.ts';

/**
 * Makes the data directory (mode 0700) if it is missing and checks that it can be written.
 *
 * @throws EmbeddedDatabaseError `data-dir-unusable` or `disk-full`, saying what to do
 */
export function prepareDataDir(dataDir: string): void {
  try {
    if (!existsSync(dataDir)) {
      // Directories above stay open: a user that PostgreSQL runs as may have to pass.
      mkdirSync(dirname(dataDir), { recursive: true });
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    }
    if (!statSync(dataDir).isDirectory()) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explainSystemError(dataDir, error);
  }
}
