/** Why a mail was put into quarantine instead of being parsed. Stored with the raw bytes; stable across versions. */
export type MailRejectedCode =
  | 'empty'
  | 'too-large'
  | 'header-too-large'
  | 'too-many-headers'
  | 'too-many-parts'
  | 'nesting-too-deep'
  | 'parse-timeout'
  | 'parse-failed';

/**
 * A mail that cannot become a message. `safeText` may be shown to an agent: it never holds text of the mail.
 * Nothing else is thrown by the parser for any input bytes.
 */
export class MailRejected extends Error {
  readonly code: MailRejectedCode;
  readonly safeText: string;

  constructor(code: MailRejectedCode, safeText: string) {
    super(`mail rejected: ${code}`);
    this.name = 'MailRejected';
    this.code = code;
    this.safeText = safeText;
  }
}
