import type { ReceivedMail, UnreadableMail } from '#core/conversations/index.ts';
import { CoreError } from '#core/kernel/index.ts';

/**
 * The SQLSTATE of an error that the same mail meets every time: class 22 (data exception), 54 (a limit of PostgreSQL), a value that a
 * column does not take. Null for all others.
 */
export function refusalOf(error: unknown): string | null {
  const code = sqlStateOf(error);
  return /^(?:22|54)[0-9A-Z]{3}$|^235(?:02|14)$/.test(code) ? code : null;
}

export function sqlStateOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** A mail that the database does not take, as it goes into quarantine. */
export function asRefused(mail: ReceivedMail, sqlState: string): UnreadableMail {
  return {
    copyKey: mail.copyKey, rawSha256: mail.rawSha256, rawByteCount: mail.rawByteCount, raw: mail.raw,
    code: 'refused-by-database', detail: `The database does not take this mail (SQLSTATE ${sqlState}).`,
  };
}

/** A full database disk is `unavailable`: the sender keeps its copy and tries again. Anything else stays what it is. */
export function asTakeInError(error: unknown): unknown {
  if (error instanceof CoreError || sqlStateOf(error) !== '53100') return error;
  return new CoreError('unavailable', 'The database has no disk space left. Nothing of this batch was stored; free some space and run the import again.', { key: 'disk-full', cause: error });
}
