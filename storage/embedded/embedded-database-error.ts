/** What went wrong with the embedded database, for code that has to decide something. */
export type EmbeddedDatabaseErrorCode =
  | 'unsupported-platform'
  | 'binaries-missing'
  | 'data-dir-unusable'
  | 'no-service-user'
  | 'other-major-version'
  | 'disk-full'
  | 'already-running'
  | 'start-failed'
  | 'keeper-unreachable';

/** An error whose message is written for the person who runs the server: what is wrong and what to do. */
export class EmbeddedDatabaseError extends Error {
  readonly code: EmbeddedDatabaseErrorCode;

  constructor(code: EmbeddedDatabaseErrorCode, message: string) {
    super(message);
    this.name = 'EmbeddedDatabaseError';
    this.code = code;
  }
}

/** The `code` of a Node system error (`EACCES`, `ENOENT` ...), or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

/** The text of whatever was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
