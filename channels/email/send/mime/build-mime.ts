import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingAttachment, OutgoingParts } from '#core/conversations/index.ts';
import { safeFileName } from '#core/kernel/index.ts';
import { foldField, headerParties, headerParty, headerText, mailDate } from './header-text.ts';
import { mailBody } from './mail-body.ts';
import { imagesOfQuote } from './quoted-html.ts';

export interface MimeInput extends OutgoingParts {
  /** The bytes of `attachments`, by sha256. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Of the Date header: when it is first given to a server. RFC 3339. */
  readonly date: string;
}

/**
 * The bytes of a mail of ours: text and, where there is any, HTML; inline images beside the HTML that names them, other files attached.
 * Every header is written here, finished and checked; the composer adds only those of the parts and opens no file or address.
 */
export async function buildMime(input: MimeInput): Promise<Buffer> {
  const { text, html } = mailBody(input);
  const composer = new MailComposer({
    text, ...(html === null ? {} : { html }), newline: '\r\n', disableFileAccess: true, disableUrlAccess: true,
    attachments: filesOf(input, html).map((file) => attachmentOf(file, input.contents, html)),
  });
  const composed = await composer.compile().build();
  const end = composed.indexOf('\r\n\r\n');
  const ofTheBody = composed.toString('latin1', 0, end).split(/\r\n(?![ \t])/).filter((field) => /^(?:content-|mime-version:)/i.test(field));
  const fields = [...headersOf(input).map(([name, value]) => foldField(name, value)), ...ofTheBody];
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1'), composed.subarray(end + 4)]);
}

/** Files of the mail: those that were attached, and the pictures of what an answer quotes, where its HTML goes out. */
export function filesOf({ attachments, quoted, kind }: OutgoingParts, html: string | null): readonly OutgoingAttachment[] {
  if (html === null || quoted === null || kind === 'forward') return attachments;
  return [...attachments, ...imagesOfQuote(quoted).filter(({ contentId }) => !attachments.some((file) => file.contentId === contentId))];
}

function headersOf(input: MimeInput): (readonly [name: string, value: string])[] {
  const ids = (list: readonly string[]): string => list.map((id) => `<${id}>`).join(' ');
  return [
    ['Date', mailDate(input.date)],
    ['From', headerParty({ name: fromName(input), address: input.channel.address })],
    ['To', headerParties(input.to)],
    ['Cc', headerParties(input.cc)],
    ['Subject', headerText(input.subject)],
    ['Message-ID', ids([input.mailId])],
    ['In-Reply-To', ids(input.inReplyTo)],
    ['References', ids(input.references)],
    ...(input.kind === 'auto-reply' ? [['Auto-Submitted', 'auto-replied'], ['X-Auto-Response-Suppress', 'All']] as const : []),
  ].flatMap(([name, value]) => (value === '' && name !== 'Subject' ? [] : [[name, value] as const]));
}

function fromName({ channel, agentName, kind }: OutgoingParts): string {
  const name = channel.settings.fromName ?? channel.name;
  const own = name === channel.address ? '' : name; // a channel that nobody named is called by its address
  if (agentName === null || kind === 'auto-reply' || channel.settings.fromStyle === 'channel') return own;
  return channel.settings.fromStyle === 'agent' || own === '' ? agentName : `${agentName} | ${own}`;
}

function attachmentOf(file: OutgoingAttachment, contents: ReadonlyMap<string, Uint8Array>, html: string | null) {
  const content = contents.get(file.sha256);
  if (!content) throw new Error(`the bytes of a file are missing: ${file.sha256}`);
  const { contentId = null } = file;
  const isNamed = contentId !== null && html !== null && html.includes(`cid:${contentId}`);
  return {
    content: Buffer.from(content), filename: safeFileName(file.fileName) ?? 'file', contentType: file.mediaType.toLowerCase(),
    contentDisposition: isNamed ? 'inline' as const : 'attachment' as const, ...(isNamed ? { cid: contentId } : {}),
  };
}
