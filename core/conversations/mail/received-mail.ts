import { createHash } from 'node:crypto';
import type { SenderVerdict } from './sender-check.ts';

/** A parsed mail as a channel hands it to core: plain data, decoded, within limits, without NUL characters. */
export interface ReceivedMail {
  /** Key of this copy within its channel: `imap:<folder>:<uidvalidity>:<uid>` (after UIDs were given out anew `<uidvalidity>r<times>`) or `raw:<sha256>`. */
  readonly copyKey: string;
  readonly folder: string;
  /** Flags the mail server keeps: \Seen, \Answered ... */
  readonly copyFlags: readonly string[];
  readonly rawSha256: string;
  readonly rawByteCount: number;
  /** The bytes where they are small enough for the database; null: they lie in the file store already. */
  readonly raw: Uint8Array | null;
  /** Same mail in two mailboxes: same hash. */
  readonly contentHash: string;
  /** Message-ID without brackets. */
  readonly mailId: string | null;
  /** Every id of In-Reply-To. */
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /**
   * In-Reply-To names its ids without angle brackets (RFC 5322 3.6.4 wants them). Such a name places a mail in a conversation, not in the
   * header partition: THREAD=REFS does not read it.
   */
  readonly isInReplyToLoose: boolean;
  readonly subject: string;
  /** Subject without reply and forward prefixes and list tags. */
  readonly baseSubject: string;
  readonly hasReplyPrefix: boolean;
  readonly isForward: boolean;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly atSource: 'date' | 'internaldate' | 'received' | 'smtp' | 'api' | 'import';
  /** The true sender. */
  readonly sender: MailParty;
  readonly recipients: readonly (MailParty & { readonly role: 'to' | 'cc' | 'bcc' | 'reply-to' })[];
  readonly isAutomatic: boolean;
  readonly automaticKind: string | null;
  readonly text: string;
  /** Sanitised. */
  readonly html: string | null;
  readonly remoteImages: number;
  readonly attachments: readonly ReceivedAttachment[];
  /** What was noticed: date-invalid, time-corrected, no-message-id ... */
  readonly flags: readonly string[];
  /** What it reports about a mail that somebody sent: a bounce, a delay, a delivery. Absent or null: it is no report. */
  readonly report?: DeliveryReport | null;
  /** Who really sent it, as far as the channel could tell. Absent or null: nobody asked, its word is taken. */
  readonly verdict?: SenderVerdict | null;
}

/** RFC 3464, as far as it could be read. */
export interface DeliveryReport {
  /** Message-ID without brackets. */
  readonly originalMailId: string | null;
  readonly recipients: readonly { readonly address: string; readonly action: string | null; readonly status: string | null; readonly diagnostic: string | null }[];
}

export interface MailParty { readonly name: string; readonly address: string }

export interface ReceivedAttachment {
  readonly fileName: string | null;
  readonly mediaType: string;
  readonly sniffedType: string;
  readonly disposition: 'inline' | 'attachment';
  readonly contentId: string | null;
  readonly sha256: string;
  readonly byteCount: number;
}

/** The ids that place a mail in the header partition: its own, and its References or, without any, the first In-Reply-To (as THREAD=REFS does). */
export function threadKeys(
  mail: Pick<ReceivedMail, 'mailId' | 'contentHash' | 'references' | 'inReplyTo' | 'isInReplyToLoose'>,
): { own: string; named: readonly string[]; loose: readonly string[] } {
  const first = mail.inReplyTo.slice(0, 1);
  const named = mail.references.length > 0 ? mail.references : mail.isInReplyToLoose ? [] : first;
  return {
    own: mail.mailId === null ? `no-id:${mail.contentHash}` : mailKey(mail.mailId),
    named: named.map(mailKey),
    loose: mail.references.length === 0 && mail.isInReplyToLoose ? first.map(mailKey) : [],
  };
}

const mailKeyBytesMax = 300;

/** A Message-ID as stored: itself, or a digest where somebody sent a monster. */
export function mailKey(mailId: string): string {
  return Buffer.byteLength(mailId) <= mailKeyBytesMax ? mailId : `sha256:${createHash('sha256').update(mailId).digest('hex')}`;
}
