import { createHash } from 'node:crypto';

/** What people wrote, before any conversion of ours: a better HTML-to-text must not change the hash of stored mail. */
export interface HashedContent {
  messageId: string | null;
  /** The field as decoded text. */
  from: string;
  date: string;
  subject: string;
  /** Decoded text and HTML bodies as sent, in order. */
  bodies: string[];
  attachments: Uint8Array[];
}

/**
 * Hex sha256 that is equal for two copies of one mail in two mailboxes: Received and other transport headers, folding,
 * CRLF or LF, trailing blanks and the transfer encoding do not count.
 */
export function contentHash(content: HashedContent): string {
  const hash = createHash('sha256');
  const add = (kind: string, text: string | Buffer): void => {
    hash.update(`${kind} ${Buffer.byteLength(text)}\n`).update(text);
  };
  add('message-id', content.messageId ?? '');
  add('from', squeeze(content.from));
  add('date', squeeze(content.date));
  add('subject', squeeze(content.subject));
  for (const body of content.bodies) add('body', tidyBody(body));
  for (const digest of content.attachments.map(attachmentDigest).sort()) add('attachment', digest);
  return hash.digest('hex');
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Blanks at line ends (quoted-printable and gateways drop them) and empty lines at the end do not count. One pass, in place. */
function tidyBody(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  let length = 0;
  /** End of the last byte that is no blank. */
  let solid = 0;
  /** End of the last byte that is no blank and no line feed. */
  let end = 0;
  for (const byte of bytes) {
    if (byte === 0x0a) length = solid;
    bytes[length++] = byte;
    if (byte === 0x20 || byte === 0x09) continue;
    solid = length;
    if (byte !== 0x0a) end = length;
  }
  return bytes.subarray(0, end);
}

/** Digest over the bytes with CRLF as LF and without line ends at the end, since 7bit parts change them on the way. */
function attachmentDigest(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
  const hash = createHash('sha256');
  for (let at = 0; at < end; ) {
    const found = bytes.indexOf('\r\n', at, 'latin1');
    const stop = found < 0 || found >= end ? end : found;
    hash.update(bytes.subarray(at, stop));
    at = stop === end ? end : stop + 1;
  }
  return hash.digest('hex');
}
