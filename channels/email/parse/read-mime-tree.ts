import { MailRejected } from './mail-rejected.ts';
import { parseMimeValue, type MimeValue } from './mime-value.ts';
import type { ParseLimits } from './parse-limits.ts';
import { readHeaderFields, type HeaderField } from './read-header-fields.ts';

/** One node of the MIME tree. Bodies are offsets into the raw mail: nothing is copied or decoded yet. */
export interface MimePart {
  fields: HeaderField[];
  type: MimeValue;
  disposition: MimeValue;
  /** Lower case, without comments. */
  encoding: string;
  bodyStart: number;
  bodyEnd: number;
  children: MimePart[];
  isMultipart: boolean;
}

interface OpenMultipart {
  part: MimePart;
  boundary: string;
}

const mediaTypePattern = /^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}$/;

/**
 * Splits a mail into its parts (RFC 2046 section 5.1) in one scan. Limits are checked as each part opens, so that
 * 100,000 parts or 20,000 levels cost no more than finding the first one too many. A message/rfc822 part stays a
 * leaf: what is attached is kept as attached.
 */
export function readMimeTree(bytes: Buffer, limits: ParseLimits, defects: Set<string>): MimePart {
  const reader = new TreeReader(bytes, limits, defects);
  return reader.read();
}

class TreeReader {
  readonly bytes: Buffer;
  readonly limits: ParseLimits;
  readonly defects: Set<string>;
  readonly open: OpenMultipart[] = [];
  /** Boundary to its innermost level in `open`. */
  readonly levels = new Map<string, number>();
  headerBytes = 0;
  headerFields = 0;
  parts = 0;

  constructor(bytes: Buffer, limits: ParseLimits, defects: Set<string>) {
    this.bytes = bytes;
    this.limits = limits;
    this.defects = defects;
  }

  read(): MimePart {
    const { bytes } = this;
    const root = this.openPart(0, 'text/plain');
    let leaf: MimePart | null = root.isMultipart ? null : root;
    let position = root.bodyStart;
    while (this.open.length > 0) {
      const lineStart = this.nextDashes(position);
      if (lineStart < 0) break;
      const newline = bytes.indexOf(0x0a, lineStart);
      const lineEnd = newline < 0 ? bytes.length : newline + 1;
      position = lineEnd;
      const delimiter = this.matchDelimiter(lineStart, lineEnd);
      if (delimiter === null) continue;
      if (leaf !== null) leaf.bodyEnd = endBeforeDelimiter(bytes, leaf.bodyStart, lineStart);
      this.closeDownTo(delimiter.level + (delimiter.isLast ? 0 : 1), lineStart);
      leaf = null;
      if (delimiter.isLast) continue;
      const parent = (this.open[delimiter.level] as OpenMultipart).part;
      const child = this.openPart(lineEnd, parent.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain');
      parent.children.push(child);
      leaf = child.isMultipart ? null : child;
      // The delimiter of an empty part may follow at once: its line start is the body start.
      position = child.bodyStart;
    }
    if (this.open.length > 0) this.defects.add('multipart-not-closed');
    return root;
  }

  /** Start of the next line that begins with two dashes, at or after `from` (a line start). */
  nextDashes(from: number): number {
    if (this.bytes[from] === 0x2d && this.bytes[from + 1] === 0x2d) return from;
    const found = this.bytes.indexOf('\n--', Math.max(0, from - 1), 'latin1');
    return found < 0 ? -1 : found + 1;
  }

  matchDelimiter(lineStart: number, lineEnd: number): { level: number; isLast: boolean } | null {
    if (lineEnd - lineStart > 400) return null;
    const line = this.bytes.toString('latin1', lineStart + 2, lineEnd).trimEnd();
    const level = this.levels.get(line);
    if (level !== undefined) return { level, isLast: false };
    const closed = line.endsWith('--') ? this.levels.get(line.slice(0, -2).trimEnd()) : undefined;
    return closed === undefined ? null : { level: closed, isLast: true };
  }

  closeDownTo(depth: number, lineStart: number): void {
    while (this.open.length > depth) {
      const closed = this.open.pop() as OpenMultipart;
      closed.part.bodyEnd = endBeforeDelimiter(this.bytes, closed.part.bodyStart, lineStart);
      this.levels.delete(closed.boundary);
      const outer = this.open.findLastIndex((each) => each.boundary === closed.boundary);
      if (outer >= 0) this.levels.set(closed.boundary, outer);
    }
  }

  openPart(start: number, defaultType: string): MimePart {
    if (++this.parts > this.limits.partsMax) {
      throw new MailRejected('too-many-parts', `The mail has more than ${this.limits.partsMax} parts.`);
    }
    const bytesLeft = this.limits.headerBytesMax - this.headerBytes;
    const scanEnd = Math.min(this.bytes.length, start + bytesLeft + 1);
    const isDelimiter = (from: number, to: number): boolean => this.matchDelimiter(from, to) !== null;
    const block = readHeaderFields(this.bytes, start, scanEnd, isDelimiter);
    this.headerBytes += block.bodyStart - start;
    this.headerFields += block.fields.length;
    if (this.headerBytes > this.limits.headerBytesMax) {
      throw new MailRejected('header-too-large', `The headers of the mail are larger than ${this.limits.headerBytesMax} bytes.`);
    }
    if (this.headerFields > this.limits.headerFieldsMax) {
      throw new MailRejected('too-many-headers', `The mail has more than ${this.limits.headerFieldsMax} header lines.`);
    }
    for (const defect of block.defects) this.defects.add(defect);
    const part = this.describePart(block.fields, block.bodyStart, defaultType);
    if (part.isMultipart) this.openMultipart(part);
    return part;
  }

  openMultipart(part: MimePart): void {
    const boundary = Buffer.from(part.type.params.get('boundary') ?? '', 'utf8').toString('latin1').trimEnd();
    if (this.open.length >= this.limits.nestingMax) {
      throw new MailRejected('nesting-too-deep', `The mail has more than ${this.limits.nestingMax} levels of parts.`);
    }
    this.levels.set(boundary, this.open.length);
    this.open.push({ part, boundary });
  }

  describePart(fields: HeaderField[], bodyStart: number, defaultType: string): MimePart {
    const typeField = findField(fields, 'content-type');
    let type = parseMimeValue(typeField ?? defaultType, this.defects);
    if (!mediaTypePattern.test(type.value)) {
      // RFC 2045 section 5.2: what cannot be read is plain text.
      this.defects.add('content-type-invalid');
      type = { value: type.value.startsWith('multipart') && type.params.has('boundary') ? 'multipart/mixed' : defaultType, params: type.params };
    }
    if (type.value.startsWith('multipart/') && (type.params.get('boundary') ?? '').trim() === '') {
      this.defects.add('multipart-without-boundary');
      type = { value: 'text/plain', params: type.params };
    }
    const encoding = (findField(fields, 'content-transfer-encoding') ?? '').slice(0, 200).replace(/\([^)]*\)/g, '').toLowerCase();
    return {
      fields,
      type,
      disposition: parseMimeValue(findField(fields, 'content-disposition') ?? '', this.defects),
      encoding: /[\w-]+/.exec(encoding)?.[0] ?? '',
      bodyStart,
      bodyEnd: this.bytes.length,
      children: [],
      isMultipart: type.value.startsWith('multipart/'),
    };
  }
}

/** The value of the first field of a name, or null. */
export function findField(fields: HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
function endBeforeDelimiter(bytes: Buffer, bodyStart: number, lineStart: number): number {
  let end = lineStart;
  if (end > bodyStart && bytes[end - 1] === 0x0a) end--;
  if (end > bodyStart && bytes[end - 1] === 0x0d) end--;
  return end;
}
