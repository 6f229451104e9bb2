import type { MailRejectedCode } from './mail-rejected.ts';
import type { ParseOptions } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';
import type { SanitizedHtml } from './sanitize-mail-html.ts';

export interface PoolParseOptions extends ParseOptions {
  /** False leaves `safeHtml` null and saves two thirds of the work. Default true. */
  sanitize?: boolean;
}

/** What a worker says about its job: rejected, or parsed and then, where it has HTML, sanitised (null: the sanitiser failed). */
export type WorkerReply =
  | { kind: 'rejected'; code: MailRejectedCode; safeText: string }
  | { kind: 'parsed'; mail: ParsedMail; isLast: boolean }
  | { kind: 'sanitized'; result: SanitizedHtml | null };

/** What the pool gives for a mail. */
export type ParseOutcome =
  | { ok: true; mail: ParsedMail; /** Safe to show in a sandboxed frame; null: show the text. */ safeHtml: string | null; remoteImages: number }
  | { ok: false; code: MailRejectedCode; safeText: string };
