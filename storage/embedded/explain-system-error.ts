import { EmbeddedDatabaseError, errorText, systemErrorCode } from './embedded-database-error.ts';

/** Turns a system error about something in or at `path` into one that says what to do; others of ours pass unchanged. */
export function explainSystemError(path: string, error: unknown): EmbeddedDatabaseError {
  if (error instanceof EmbeddedDatabaseError) return error;
  switch (systemErrorCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return unusable(`User ${process.getuid?.() ?? ''} may not write ${path}. Start Patchbay as its owner, change the owner, or set PATCHBAY_DATA_DIR to another directory.`);
    case 'EROFS':
      return unusable(`${path} is on a read-only file system. Set PATCHBAY_DATA_DIR to a directory that can be written.`);
    case 'ENOTDIR':
    case 'EEXIST':
      return unusable(`${path} cannot be a directory, because there is a file in its place. Move it, or set PATCHBAY_DATA_DIR to another directory.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new EmbeddedDatabaseError('disk-full', `There is no room for ${path}: the disk is full. Nothing is lost; free some space and start again.`);
    case undefined:
    default:
      return unusable(`The data directory ${path} cannot be used: ${errorText(error)}`);
  }
}

function unusable(message: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError('data-dir-unusable', message);
}
