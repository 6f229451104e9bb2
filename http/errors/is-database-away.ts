/** Failures of the connection, not of the statement: the caller may come back. SQLSTATE classes 08, 53, 57 and the socket's own. */
const sqlStates = /^(?:08...|53...|57P0[123]|57014|25P04|25006)$/;
const socketCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
]);
/** `pg` has no codes for these. */
const messages = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Cannot use a pool after calling end)/;

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (sqlStates.test(code) || socketCodes.has(code))) return true;
  return messages.test(error.message);
}
