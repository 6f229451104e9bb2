import { CoreError } from '#core/kernel/index.ts';

/** Failures whose message was written for the person at the keyboard. Known by name, so that none of their modules has to be loaded. */
const toldByMessage: ReadonlySet<string> = new Set(['ConfigError', 'EmbeddedDatabaseError']);

/** The text for a person; a stack trace only at PATCHBAY_LOG_LEVEL=debug or trace. */
export function explainFailure(error: unknown, env: NodeJS.ProcessEnv = process.env): string {
  const level = (env['PATCHBAY_LOG_LEVEL'] ?? '').toLowerCase();
  if (level === 'debug' || level === 'trace') return error instanceof Error ? stackOf(error) : String(error);
  if (error instanceof CoreError) return error.safeText;
  if (!(error instanceof Error)) return `unexpected: ${String(error)}`;
  if (toldByMessage.has(error.name)) return error.message;
  const code = (error as { code?: unknown }).code;
  return `${error.message}${typeof code === 'string' && !error.message.includes(code) ? ` (${code})` : ''}\nPATCHBAY_LOG_LEVEL=debug shows where.`;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
