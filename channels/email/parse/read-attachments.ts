import { createHash } from 'node:crypto';
import { safeFileName, sniffMediaType } from '#core/kernel/index.ts';
import { cleanLine } from './clean-text.ts';
import { decodeWords } from './decode-words.ts';
import type { MailAttachment } from './parsed-mail.ts';
import type { AttachedPart } from './read-bodies.ts';
import { readHeaderFields } from './read-header-fields.ts';
import { findField } from './read-mime-tree.ts';

/** Describes an attached part. The content type of the sender is kept as a claim beside what the bytes say. */
export function readAttachment(attached: AttachedPart, defects: Set<string>): MailAttachment {
  const { part, content, isRelated } = attached;
  const contentId = cleanLine(findField(part.fields, 'content-id') ?? '').trim().replace(/^<|>$/g, '').slice(0, 500).toWellFormed() || null;
  const declared = part.disposition.value;
  const isInline = declared === 'inline' || (declared !== 'attachment' && isRelated && contentId !== null);
  return {
    fileName: fileNameOf(attached, defects),
    mediaType: part.type.value,
    sniffedType: sniffMediaType(content),
    disposition: isInline ? 'inline' : 'attachment',
    contentId,
    content,
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}

function fileNameOf({ part, content }: AttachedPart, defects: Set<string>): string | null {
  const wanted = part.disposition.params.get('filename') ?? part.type.params.get('name') ?? null;
  const name = safeFileName(wanted);
  if (wanted !== null && wanted !== name) defects.add('file-name-changed');
  if (part.type.value === 'message/rfc822') return nestedMailName(name, content, defects);
  return name ?? (part.type.value === 'text/calendar' ? 'invite.ics' : null);
}

/** An attached mail is named by its subject and always ends in `.eml`. */
function nestedMailName(name: string | null, content: Uint8Array, defects: Set<string>): string {
  if (name !== null) return /\.eml$/i.test(name) ? name : (safeFileName(`${name}.eml`) ?? 'message.eml');
  const bytes = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 64 * 1024));
  const subject = findField(readHeaderFields(bytes, 0, bytes.length, () => false).fields, 'subject') ?? '';
  const stem = decodeWords(subject, defects).replace(/[/\\]/g, '_').slice(0, 150).toWellFormed();
  return safeFileName(`${stem.trim() || 'message'}.eml`) ?? 'message.eml';
}
