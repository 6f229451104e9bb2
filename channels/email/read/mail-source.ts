import type { ProblemKey, ProblemValues } from '#core/kernel/index.ts';

/** One mail of a source, bytes exactly as stored (mbox quoting undone), so that their hash is stable. */
export interface SourceMail {
  raw: Uint8Array;
  /** Mailbox the mail lies in: `INBOX`, a Maildir folder, or the name of the file or directory. */
  folder: string;
  /** Where it lies; stable between runs (byte offset in an mbox, relative path without flags elsewhere). */
  position: string;
  /** Progress through the files as stored (compressed bytes for archives). */
  bytesRead: number;
  bytesTotal: number | null;
  /** IMAP flags (RFC 9051 section 2.3.2) where the source keeps them. */
  flags?: string[];
  /** True where the mail is over the limit: `raw` then holds its first 64 kB. */
  tooLarge?: boolean;
  /** Size of the whole mail where `tooLarge`. */
  rawSize?: number;
}

export interface ReadOptions {
  /** A larger mail is not held in memory. Default 64 MiB. */
  mailBytesMax?: number;
  /** How body lines that begin with `From ` were quoted. mboxrd (default) also reads mboxo well. */
  quoting?: 'mboxrd' | 'none';
}

export const mailBytesMaxDefault = 64 * 1024 * 1024;

/** Bytes kept of a mail that is too large: enough to show whose it is. */
export const keptBytesOfTooLarge = 64 * 1024;

/** malformed-mbox: it begins as an mbox does, with a line that separates no mails; `at` says where. */
export type MailSourceErrorCode = 'not-found' | 'not-readable' | 'not-mail' | 'malformed-mbox' | 'archive-damaged';

/** A source that cannot be read. `safeText` may be shown to the administrator who named the path. */
export class MailSourceError extends Error {
  readonly code: MailSourceErrorCode;
  readonly safeText: string;
  /** Which sentence the text is, for other languages, and what fills its gaps. */
  readonly key: ProblemKey;
  readonly values: ProblemValues;

  constructor(code: MailSourceErrorCode, safeText: string, { key, values = {}, cause }: { key: ProblemKey; values?: ProblemValues; cause?: unknown }) {
    super(`mail source: ${code}`, { cause });
    this.name = 'MailSourceError';
    this.code = code;
    this.safeText = safeText;
    this.key = key;
    this.values = values;
  }
}
