/**
 * Failures of the connection or of the moment, not of the statement: the caller may come back. SQLSTATE classes 08, 40 (races that were lost
 * at every try), 53, 57, limits of time, a lock that was not to be had, a server that only reads, and the socket's own.
 */
const sqlStates = /^(?:08...|40...|53...|55P03|57P0[1235]|57014|25P0[34]|25006)$/;
const socketCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
]);
/** `pg` has no codes for these. */
const messages = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed and is not queryable|Query read timeout|Cannot use a pool after calling end)/;

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (sqlStates.test(code) || socketCodes.has(code))) return true;
  return messages.test(error.message);
}
