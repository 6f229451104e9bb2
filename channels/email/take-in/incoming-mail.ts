import { createHash } from 'node:crypto';
import type { ReceivedMail } from '#core/conversations/index.ts';
import type { ParsedMail } from '../parse/parsed-mail.ts';
import type { Arrival } from '../prove/prove-sender.ts';

/** When a mail counts as come or sent, how that is known, and what had to be corrected. */
export interface MessageTime { readonly at: string; readonly source: ReceivedMail['atSource']; readonly flags: readonly string[] }

/** A mail as a way in hands it over: its bytes and where they lie. */
export interface IncomingMail {
  /** Key of this copy within its channel; see `ReceivedMail.copyKey`. */
  readonly copyKey: string;
  /** The whole mail, or what there is of it where `unreadable` says why not. */
  readonly raw: Uint8Array;
  /** Hex, of `raw`. */
  readonly sha256: string;
  readonly folder: string;
  readonly copyFlags: readonly string[];
  /** It goes into quarantine without being parsed: only its beginning is here, or nothing. */
  readonly unreadable: { readonly code: string; readonly safeText: string } | null;
  /** The sender of the envelope, '' for the null sender; absent where no envelope was seen. Judged like a Return-Path field. */
  readonly envelopeSender?: string;
  /** What of its way can show who sent it. Absent: nobody asks, as of an archive. */
  readonly arrival?: Arrival;
  readonly timeOf: (mail: ParsedMail) => MessageTime;
}

export function sha256Of(raw: Uint8Array): string {
  return createHash('sha256').update(raw).digest('hex');
}
