import { createHash } from 'node:crypto';
import type { MailParty, ReceivedMail } from '#core/conversations/index.ts';

export interface WrittenMail {
  readonly id?: string | null;
  readonly from: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly subject?: string;
  readonly at?: string;
  readonly inReplyTo?: readonly string[];
  readonly references?: readonly string[];
  readonly text?: string;
  readonly folder?: string;
  readonly isAutomatic?: boolean;
  readonly atSource?: ReceivedMail['atSource'];
  /** Makes the bytes of this copy differ, as two mailboxes' always do. */
  readonly rawSalt?: string;
}

/** A received mail as a channel would hand it over, from a few words: `writeMail({ from: 'bo@home.test', subject: 'Hello' })`. */
export function writeMail(mail: WrittenMail): ReceivedMail {
  const subject = mail.subject ?? 'Hello';
  const mailId = mail.id === undefined ? `${digest(JSON.stringify(mail)).slice(0, 12)}@home.test` : mail.id;
  const at = mail.at ?? '2024-05-06T08:00:00.000Z';
  const raw = Buffer.from(JSON.stringify({ ...mail, mailId }));
  const base = subject.replace(/^((re|aw|fwd?|wg):\s*)+/i, '').toLowerCase();
  return {
    copyKey: `raw:${digest(raw)}`, folder: mail.folder ?? 'INBOX', copyFlags: [], rawSha256: digest(raw), rawByteCount: raw.byteLength, raw,
    contentHash: digest(JSON.stringify([mailId, mail.from, at, subject, mail.text])), mailId,
    inReplyTo: mail.inReplyTo ?? [], references: mail.references ?? [], isInReplyToLoose: false,
    subject, baseSubject: base, hasReplyPrefix: /^(re|aw):/i.test(subject), isForward: /^(fwd?|wg):/i.test(subject),
    at, atSource: mail.atSource ?? 'date', sender: party(mail.from),
    recipients: [
      ...(mail.to ?? ['help@desk.test']).map((address) => ({ ...party(address), role: 'to' as const })),
      ...(mail.cc ?? []).map((address) => ({ ...party(address), role: 'cc' as const })),
    ],
    isAutomatic: mail.isAutomatic ?? false, automaticKind: mail.isAutomatic ? 'vacation' : null, text: mail.text ?? 'Hello.', html: null, remoteImages: 0,
    attachments: [], flags: [],
  };
}

function party(address: string): MailParty {
  return { name: address.split('@')[0]!, address };
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
