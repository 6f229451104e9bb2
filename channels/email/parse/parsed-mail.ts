/** One mailbox. `address` is '' where the field held text that is no usable address; the text is then in `name`. */
export interface MailAddress {
  name: string;
  /** Local part as written, domain in lower-case ASCII (RFC 5890 A-labels). */
  address: string;
}

export interface MailAttachment {
  /** Safe to show and to offer as a download name: no path, control or bidi-override characters, at most 200 bytes. */
  fileName: string | null;
  /** What the sender declared, lower-case `type/subtype`. Never serve by this. */
  mediaType: string;
  /** What the first bytes say; `application/octet-stream` where they say nothing that is safe to show inline. */
  sniffedType: string;
  disposition: 'inline' | 'attachment';
  /** Without angle brackets. */
  contentId: string | null;
  content: Uint8Array<ArrayBuffer>;
  /** Hex, of `content`. */
  sha256: string;
}

/** Which header named the true sender. */
export type SenderRule = 'from' | 'reply-to' | 'original-from' | 'sender' | 'none';

/** A mail as plain data (structured-cloneable). No string holds NUL or lone surrogates, so PostgreSQL takes all of it. */
export interface ParsedMail {
  messageId: string | null;
  references: string[];
  inReplyTo: string[];
  subject: string;
  /** RFC 3339 in UTC. */
  date: string | null;
  dateRaw: string | null;
  dateHasNoZone: boolean;
  /** Date of the top Received header, RFC 3339 in UTC. */
  receivedAt: string | null;
  /** The first mailbox of From. */
  from: MailAddress;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  /** Who wrote it, seen through list rewriting. A claim of the mail, never an authentication. */
  trueSender: MailAddress;
  senderRule: SenderRule;
  /** Plain text with \n line ends; made from the HTML where there is no text part. */
  text: string;
  /** As sent, decoded, NOT sanitised. */
  html: string | null;
  attachments: MailAttachment[];
  /** Lower-case name and decoded, unfolded value, in order. */
  headers: [name: string, value: string][];
  listId: string | null;
  isList: boolean;
  /** Hex sha256 of what people wrote; see `content-hash.ts`. */
  contentHash: string;
  /** Hex sha256 of the bytes. */
  rawSha256: string;
  /** Sorted codes of everything that had to be repaired. */
  defects: string[];
}
