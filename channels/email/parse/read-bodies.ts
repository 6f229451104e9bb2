import { cleanText } from './clean-text.ts';
import { decodeCharset } from './decode-charset.ts';
import { decodeTransfer } from './decode-transfer.ts';
import { htmlToText } from './html-to-text.ts';
import type { MimePart } from './read-mime-tree.ts';
import { unflowText } from './unflow-text.ts';

export interface AttachedPart {
  part: MimePart;
  content: Uint8Array<ArrayBuffer>;
  isRelated: boolean;
}

export interface Bodies {
  text: string;
  html: string | null;
  attached: AttachedPart[];
  /** Decoded bodies as sent, in order, for the content hash. */
  sources: string[];
}

/** One stretch of the body in one or both forms. */
interface Piece {
  plain: string | null;
  html: string | null;
}

/** Decodes the leaves and sorts them into body and attachments, by the rules of RFC 8621 section 4.1.4. */
export function readBodies(bytes: Buffer, root: MimePart, textCharsMax: number, defects: Set<string>): Bodies {
  const reader = new BodyReader(bytes, textCharsMax, defects);
  const pieces = reader.read(root, '', true);
  return { text: renderPlain(pieces), html: renderHtml(pieces), attached: reader.attached, sources: reader.sources };
}

class BodyReader {
  readonly bytes: Buffer;
  readonly textCharsMax: number;
  readonly defects: Set<string>;
  readonly attached: AttachedPart[] = [];
  readonly sources: string[] = [];

  constructor(bytes: Buffer, textCharsMax: number, defects: Set<string>) {
    this.bytes = bytes;
    this.textCharsMax = textCharsMax;
    this.defects = defects;
  }

  read(part: MimePart, parentType: string, isFirst: boolean): Piece[] {
    if (part.isMultipart && part.children.length > 0) {
      const kind = part.type.value;
      const lists = part.children.map((child, i) => this.read(child, kind, i === 0));
      return kind === 'multipart/alternative' ? mergeAlternatives(lists) : lists.flat();
    }
    if (part.isMultipart) this.defects.add('multipart-empty');
    const decoded = decodeTransfer(this.bytes.subarray(part.bodyStart, part.bodyEnd), part.isMultipart ? '' : part.encoding);
    if (decoded.defect !== null) this.defects.add(decoded.defect);
    const isText = isBodyText(part, parentType, isFirst);
    if (isText) return [this.readText(part, decoded.content, decoded.trailing)];
    this.attached.push({ part, content: decoded.content, isRelated: parentType === 'multipart/related' });
    if (decoded.trailing === null) return [];
    return [{ plain: this.textOf(decoded.trailing, null, false), html: null }];
  }

  readText(part: MimePart, content: Uint8Array, trailing: Uint8Array | null): Piece {
    const isHtml = part.type.value === 'text/html';
    let text = this.textOf(content, part.type.params.get('charset') ?? null, isHtml);
    if (trailing !== null) text += `\n${this.textOf(trailing, null, false)}`;
    this.sources.push(text);
    // Conversions cost several times their input, so they get no more than is kept.
    if (text.length > this.textCharsMax) {
      this.defects.add(isHtml ? 'html-truncated' : 'text-truncated');
      text = text.slice(0, this.textCharsMax).toWellFormed();
    }
    if (isHtml) return { plain: null, html: text };
    if (/^flowed$/i.test(part.type.params.get('format') ?? '')) text = unflowText(text, /^yes$/i.test(part.type.params.get('delsp') ?? ''));
    return { plain: text, html: null };
  }

  textOf(content: Uint8Array, charset: string | null, isHtml: boolean): string {
    const label = charset ?? (isHtml ? metaCharset(content) : null);
    const decoded = decodeCharset(content, label);
    if (decoded.defect !== null) this.defects.add(decoded.defect);
    const clean = cleanText(decoded.text);
    if (clean.length !== decoded.text.length) this.defects.add('nul-removed');
    return clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean;
  }
}

/** A text part is body unless it is marked or named as a file; the first part of a mail is body even when named. */
function isBodyText(part: MimePart, parentType: string, isFirst: boolean): boolean {
  const type = part.type.value;
  if (part.isMultipart) return true;
  if ((type !== 'text/plain' && type !== 'text/html') || part.disposition.value === 'attachment') return false;
  const isNamed = part.disposition.params.has('filename') || part.type.params.has('name');
  return (isFirst && parentType !== 'multipart/digest') || (parentType !== 'multipart/related' && !isNamed);
}

/** The charset that the page itself names, where the header names none. */
function metaCharset(content: Uint8Array): string | null {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 2_048)).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(head)?.[1] ?? null;
}

/** RFC 2046 section 5.1.4: one content in several forms. The plain form may be blank while the HTML has the text. */
function mergeAlternatives(lists: Piece[][]): Piece[] {
  const plain = lists.find((pieces) => pieces.some((piece) => piece.plain !== null && piece.plain.trim() !== ''));
  const html = lists.findLast((pieces) => pieces.some((piece) => piece.html !== null));
  if (!plain && !html) return [];
  return [{ plain: plain ? renderPlain(plain) : null, html: html ? renderHtml(html) : null }];
}

function renderPlain(pieces: Piece[]): string {
  return pieces
    .map((piece) => piece.plain ?? htmlToText(piece.html ?? ''))
    .filter((text, _i, all) => all.length === 1 || text.trim() !== '')
    .reduce((out, text) => (out === '' ? text : `${out}${out.endsWith('\n') ? '' : '\n'}${text}`), '');
}

/** Text parts between HTML parts (a list's footer, a signature) are shown too. */
function renderHtml(pieces: Piece[]): string | null {
  if (!pieces.some((piece) => piece.html !== null)) return null;
  return pieces
    .filter((piece) => piece.html !== null || (piece.plain ?? '').trim() !== '')
    .map((piece) => piece.html ?? `<div style="white-space: pre-wrap">${escapeHtml(piece.plain ?? '')}</div>`)
    .join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

