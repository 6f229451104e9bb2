import { normaliseAddress } from '#core/kernel/index.ts';
import type { ReceivedMail, SenderVerdict } from '#core/conversations/index.ts';
import { classifySubject, detectAutomaticMail, extractBounce } from '../judge/index.ts';
import type { ParsedMail } from '../parse/parsed-mail.ts';
import { replyBrakes } from '../judge/reply-brakes.ts';

/** Raw mail under this lies in the database, larger in the file store. */
export const rawInDatabaseBytesMax = 64 * 1024;

/** It stands in an index, whose rows have 2,704 bytes at most. */
const baseSubjectBytesMax = 300;

export interface CopyFacts {
  readonly copyKey: string;
  readonly folder: string;
  readonly copyFlags: readonly string[];
  readonly raw: Uint8Array;
  readonly at: string;
  readonly atSource: ReceivedMail['atSource'];
  readonly flags: readonly string[];
  readonly verdict?: SenderVerdict | null;
}

/** A parsed and sanitised mail as core takes it, with what the judges say of it. */
export function toReceivedMail(mail: ParsedMail, safeHtml: string | null, remoteImages: number, copy: CopyFacts): ReceivedMail {
  const subject = classifySubject(mail.subject);
  const automatic = detectAutomaticMail(mail);
  const bounce = automatic.isAutomatic ? extractBounce(mail) : null;
  const parties = (role: 'to' | 'cc' | 'bcc' | 'reply-to', list: ParsedMail['to']) =>
    list.filter((party) => party.address !== '').map((party) => ({ role, name: party.name, address: normaliseAddress(party.address) }));
  return {
    copyKey: copy.copyKey, folder: copy.folder, copyFlags: copy.copyFlags,
    rawSha256: mail.rawSha256, rawByteCount: copy.raw.byteLength, raw: copy.raw.byteLength < rawInDatabaseBytesMax ? copy.raw : null,
    contentHash: mail.contentHash, mailId: mail.messageId, inReplyTo: mail.inReplyTo, references: mail.references,
    isInReplyToLoose: mail.headers.some(([name, value]) => name === 'in-reply-to' && !value.includes('<')),
    subject: mail.subject, baseSubject: cutToBytes(subject.base.toLowerCase(), baseSubjectBytesMax), hasReplyPrefix: subject.isReply, isForward: subject.isForward,
    at: copy.at, atSource: copy.atSource,
    sender: { name: mail.trueSender.name, address: normaliseAddress(mail.trueSender.address) },
    recipients: [...parties('to', mail.to), ...parties('cc', mail.cc), ...parties('bcc', mail.bcc), ...parties('reply-to', mail.replyTo)],
    isAutomatic: automatic.isAutomatic, automaticKind: automatic.kind,
    text: mail.text, html: safeHtml, remoteImages,
    attachments: mail.attachments.map((file) => ({
      fileName: file.fileName, mediaType: file.mediaType, sniffedType: file.sniffedType, disposition: file.disposition, contentId: file.contentId,
      sha256: file.sha256, byteCount: file.content.byteLength,
    })),
    flags: [...new Set([...mail.defects, ...(mail.messageId === null ? ['no-message-id'] : []), ...replyBrakes(mail), ...copy.flags])],
    verdict: copy.verdict ?? null,
    report: bounce && { originalMailId: bounce.originalMessageId, recipients: bounce.recipients },
  };
}

/** At most so many bytes of UTF-8, cut between characters. */
function cutToBytes(text: string, bytesMax: number): string {
  const bytes = Buffer.from(text);
  if (bytes.byteLength <= bytesMax) return text;
  let end = bytesMax;
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
