import { createHash } from 'node:crypto';
import { cleanLine, cleanText } from './clean-text.ts';
import { contentHash } from './content-hash.ts';
import { decodeWords } from './decode-words.ts';
import { readListHeaders } from './list-headers.ts';
import { MailRejected } from './mail-rejected.ts';
import { defaultParseLimits, type ParseLimits } from './parse-limits.ts';
import type { MailAddress, ParsedMail } from './parsed-mail.ts';
import { readAddresses } from './read-addresses.ts';
import { readAttachment } from './read-attachments.ts';
import { readBodies } from './read-bodies.ts';
import { readDate } from './read-date.ts';
import type { HeaderField } from './read-header-fields.ts';
import { readMessageIds } from './read-message-ids.ts';
import { findField, readMimeTree } from './read-mime-tree.ts';
import { findTrueSender } from './true-sender.ts';

export interface ParseOptions {
  limits?: Partial<ParseLimits>;
}

/**
 * Parses one raw mail (RFC 5322, MIME) into plain data. Pure and synchronous. Throws `MailRejected` and nothing else;
 * what can be repaired is repaired and named in `defects`.
 */
export function parseMail(raw: Uint8Array, options: ParseOptions = {}): ParsedMail {
  const limits = { ...defaultParseLimits, ...options.limits };
  if (raw.byteLength === 0) throw new MailRejected('empty', 'The mail is empty.');
  if (raw.byteLength > limits.rawBytesMax) throw new MailRejected('too-large', `The mail is larger than ${limits.rawBytesMax} bytes.`);
  try {
    return buildMail(raw, limits);
  } catch (error) {
    if (error instanceof MailRejected) throw error;
    throw new MailRejected('parse-failed', 'The mail could not be read.');
  }
}

function buildMail(raw: Uint8Array, limits: ParseLimits): ParsedMail {
  const defects = new Set<string>();
  const bytes = withLineFeeds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), defects);
  const root = readMimeTree(bytes, limits, defects);
  const { fields } = root;
  const find = (name: string): string | null => findField(fields, name);
  const people = readPeople(fields, limits, defects);
  const list = readListHeaders(find, [...people.to, ...people.cc]);
  const originalFrom = ['x-original-from', 'x-original-sender'].flatMap((name) => readAddresses(find(name) ?? '', 10, defects));
  const sender = findTrueSender({ ...people, originalFrom, listAddresses: list.listAddresses, isList: list.isList });
  const ids = readIds(fields, limits, defects);
  const subject = cleanLine(decodeWords(find('subject') ?? '', defects)).trim();
  const dates = fields.filter((field) => field.name === 'date').slice(0, 10).map((field) => ({ raw: field.value, read: readDate(field.value) }));
  const firstDate = dates.find((each) => each.read.instant !== null) ?? dates[0];
  const dateRaw = firstDate?.raw ?? null;
  const date = firstDate?.read ?? readDate('');
  if (date.instant === null) defects.add(dateRaw === null ? 'no-date' : 'date-invalid');
  if (date.hasNoZone) defects.add('date-no-zone');
  const bodies = readBodies(bytes, root, limits.textCharsMax, defects);
  const attachments = bodies.attached.map((attached) => readAttachment(attached, defects));
  const hash = contentHash({
    messageId: ids.messageId,
    from: decodeWords(find('from') ?? '', defects),
    date: dateRaw ?? '',
    subject,
    bodies: bodies.sources,
    attachments: attachments.map((attachment) => attachment.content),
  });
  return {
    ...ids,
    subject,
    date: date.instant,
    dateRaw: dateRaw === null ? null : cleanLine(dateRaw).slice(0, 500).toWellFormed(),
    dateHasNoZone: date.hasNoZone,
    receivedAt: readReceivedAt(find('received')),
    ...people,
    ...sender,
    text: cutText(bodies.text, limits.textCharsMax, defects),
    html: bodies.html,
    attachments,
    headers: keepHeaders(fields, limits, defects),
    listId: list.listId === null ? null : cleanLine(list.listId),
    isList: list.isList,
    contentHash: hash,
    rawSha256: createHash('sha256').update(raw).digest('hex'),
    defects: [...defects].sort(),
  };
}

/** A mail with old Macintosh line ends (CR alone) is read as if they were LF. */
function withLineFeeds(bytes: Buffer, defects: Set<string>): Buffer {
  if (bytes.includes(0x0a) || !bytes.includes(0x0d)) return bytes;
  defects.add('bare-cr');
  return Buffer.from(bytes.toString('latin1').replaceAll('\r', '\n'), 'latin1');
}

interface People {
  from: MailAddress;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
}

/** RFC 5322 section 3.6: From, Sender once; recipients of repeated fields are joined. */
function readPeople(fields: HeaderField[], limits: ParseLimits, defects: Set<string>): People {
  const all = (name: string): MailAddress[] => {
    const values = fields.filter((field) => field.name === name).map((field) => field.value);
    return values.length === 0 ? [] : readAddresses(values.join(', '), limits.addressesMax, defects);
  };
  const fromFields = fields.filter((field) => field.name === 'from');
  if (fromFields.length > 1) defects.add('from-repeated');
  const writers = fromFields.slice(0, 10).flatMap((field) => readAddresses(field.value, limits.addressesMax, defects));
  const from = writers.find((each) => each.address !== '') ?? writers[0] ?? { name: '', address: '' };
  if (from.address === '') defects.add(fromFields.length === 0 ? 'no-from' : 'from-invalid');
  return { from, sender: readAddresses(findField(fields, 'sender') ?? '', 1, defects)[0] ?? null, replyTo: all('reply-to'), to: all('to'), cc: all('cc'), bcc: all('bcc') };
}

function readIds(fields: HeaderField[], limits: ParseLimits, defects: Set<string>): Pick<ParsedMail, 'messageId' | 'references' | 'inReplyTo'> {
  const all = (name: string): string[] => [...new Set(fields.filter((field) => field.name === name).flatMap((field) => readMessageIds(field.value)))];
  const messageId = all('message-id')[0] ?? null;
  if (messageId === null) defects.add(findField(fields, 'message-id') === null ? 'no-message-id' : 'message-id-invalid');
  let references = all('references');
  if (references.length > limits.referencesMax) {
    defects.add('references-truncated');
    references = [references[0] as string, ...references.slice(1 - limits.referencesMax)];
  }
  return { messageId, references, inReplyTo: all('in-reply-to').slice(0, limits.referencesMax) };
}

/** RFC 5321 section 4.4: the date stands after the last semicolon of the trace field. */
function readReceivedAt(received: string | null): string | null {
  return received === null ? null : readDate(received.slice(received.lastIndexOf(';') + 1).trim()).instant;
}

function cutText(text: string, charsMax: number, defects: Set<string>): string {
  if (text.length <= charsMax) return cleanText(text);
  defects.add('text-truncated');
  return cleanText(text.slice(0, charsMax));
}

/** Written by servers for programs (RFC 8601): an encoded word in them is part of an address that somebody gave, and decoded it could close a comment or add a result. */
const undecoded: ReadonlySet<string> = new Set(['authentication-results', 'arc-authentication-results']);

function keepHeaders(fields: HeaderField[], limits: ParseLimits, defects: Set<string>): [string, string][] {
  if (fields.length > limits.headersKeptMax) defects.add('headers-truncated');
  return fields.slice(0, limits.headersKeptMax).map(({ name, value }) => {
    const kept = value.slice(0, limits.headerValueCharsMax);
    if (kept.length < value.length) defects.add('headers-truncated');
    return [name, cleanLine(undecoded.has(name) ? kept : decodeWords(kept, defects))];
  });
}
