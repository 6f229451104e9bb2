import type { CheckResult, SenderCheck } from '#core/conversations/index.ts';

/** The server that handed the mail to us, and what it said; `envelopeSender` '': the null sender. */
export interface SmtpClient { readonly address: string; readonly helo: string; readonly envelopeSender: string }

export interface MailToVerify {
  readonly raw: Uint8Array;
  /** Null: nobody knows who handed it over. */
  readonly client: SmtpClient | null;
}

/** What was found out here. `aligned`: what proves the domain of From; null: nothing. */
export interface VerifiedMail extends Pick<SenderCheck, 'domain' | 'spf' | 'policy'> {
  readonly dkim: CheckResult;
  /** Null: it passes by no signature, and nobody could look at the other way. */
  readonly dmarc: CheckResult | null;
  readonly aligned: 'dkim' | 'spf' | null;
}
