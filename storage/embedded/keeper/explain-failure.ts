import { EmbeddedDatabaseError } from '../embedded-database-error.ts';

/** Turns what a PostgreSQL program printed into an error that says what to do. */
export function explainFailure(what: string, output: string): EmbeddedDatabaseError {
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return new EmbeddedDatabaseError('disk-full', `${what}: the disk is full. Nothing is lost; free some space and start again.`);
  }
  if (/error while loading shared libraries|Library not loaded/i.test(output)) {
    return new EmbeddedDatabaseError(
      'binaries-missing',
      `${what}: its libraries cannot be read (${firstComplaint(output)}). Run "npm ci" again; the programs and all directories above them must be readable for the user that PostgreSQL runs as.`,
    );
  }
  if (/Permission denied|Operation not permitted|Read-only file system/i.test(output)) {
    return new EmbeddedDatabaseError('data-dir-unusable', `${what}: ${firstComplaint(output)}. Check the owner and the rights of the data directory.`);
  }
  return new EmbeddedDatabaseError('start-failed', `${what}: ${firstComplaint(output)}`);
}

/** The first line that complains and the line before it (a wrong setting is named there), else the last line. */
function firstComplaint(output: string): string {
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const strict = lines.findIndex((line) => /(FATAL|PANIC|ERROR|error):/.test(line));
  const index = strict >= 0 ? strict : lines.findIndex((line) => /error/i.test(line));
  const chosen = index < 0 ? lines.slice(-1) : lines.slice(Math.max(0, index - 1), index + 1);
  return chosen.map(withoutPrefix).join('; ') || 'it said nothing';
}

/** Drops time, pid and level of a log line. */
function withoutPrefix(line: string): string {
  return line.replace(/^.*?\b(FATAL|PANIC|ERROR|LOG|WARNING|HINT|DETAIL):\s*/, '');
}
