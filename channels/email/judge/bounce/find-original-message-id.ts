import { decodePart } from '../decode-part.ts';
import { findHeader } from '../find-header.ts';
import type { JudgedMail } from '../judged-mail.ts';
import { parseFields } from '../parse-fields.ts';

const returnedTypes: ReadonlySet<string> = new Set(['message/rfc822', 'text/rfc822-headers', 'text/rfc822-header', 'message/global', 'message/global-headers']);
const IN_TEXT = /^[ >|]{0,6}message-id: {0,4}\n? {0,4}<([^<>\s]{3,250})>/im;
const ANY_ID = /<([^<>\s]{3,250}@[^<>\s]{1,250})>/g;

/**
 * The Message-ID of the mail that a bounce is about: from the returned mail or its header (RFC 6522 3), from a copy in
 * the text, else from the bounce's own In-Reply-To or last reference, which Exchange and Gmail fill in.
 */
export function findOriginalMessageId(mail: JudgedMail): string | null {
  for (const part of mail.attachments) {
    if (!returnedTypes.has(part.mediaType.toLowerCase())) continue;
    const id = parseFields(decodePart(part.content).trimStart()).get('message-id')?.[0];
    if (id !== undefined && id !== '') return id.replace(/^<|>.*$/g, '');
  }
  const inText = IN_TEXT.exec((mail.text ?? '').slice(0, 100_000))?.[1];
  if (inText !== undefined) return inText;
  const own = `${findHeader(mail, 'references') ?? ''} ${findHeader(mail, 'in-reply-to') ?? ''}`.slice(0, 20_000);
  return [...own.matchAll(ANY_ID)].at(-1)?.[1] ?? null;
}
