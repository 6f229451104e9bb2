import { isUtf8 } from 'node:buffer';
import { decodeUndeclared } from './decode-charset.ts';

export interface HeaderField {
  /** Lower case. */
  name: string;
  /** Unfolded (RFC 5322 section 2.2.3), 8-bit bytes decoded, encoded words still encoded. */
  value: string;
}

export interface HeaderBlock {
  fields: HeaderField[];
  /** Offset of the first body byte. */
  bodyStart: number;
  defects: string[];
}

/** Tells whether a line is a boundary delimiter that ends the part although its blank line is missing. */
export type IsDelimiter = (lineStart: number, lineEnd: number) => boolean;

const fieldStart = /^([\x21-\x39\x3b-\x7e]{1,8000})[ \t]*:/;

/** Reads the header block that starts at `start`. Lines that are no fields are skipped or, where no field follows, start the body. */
export function readHeaderFields(bytes: Buffer, start: number, end: number, isDelimiter: IsDelimiter): HeaderBlock {
  const fields: HeaderField[] = [];
  const defects: string[] = [];
  let position = start;
  let fieldAt = -1;
  let bodyStart = end;
  const close = (until: number): void => {
    if (fieldAt >= 0) fields.push(readField(bytes.subarray(fieldAt, until), defects));
    fieldAt = -1;
  };
  while (position < end) {
    const newline = bytes.indexOf(0x0a, position);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    const first = bytes[position];
    if (isBlank(bytes, position, next)) {
      bodyStart = next;
      break;
    }
    if (first === 0x2d && isDelimiter(position, next)) {
      defects.push('header-not-ended');
      bodyStart = position;
      break;
    }
    const isContinuation = (first === 0x20 || first === 0x09) && fieldAt >= 0;
    if (!isContinuation) {
      if (startsField(bytes, position, next)) {
        close(position);
        fieldAt = position;
      } else if (!isEnvelopeLine(bytes, position, start)) {
        defects.push('header-junk');
        if (!lacksIndent(bytes, fieldAt, position)) {
          if (!hasFieldSoon(bytes, next, end)) {
            bodyStart = position;
            break;
          }
          close(position);
        }
      }
    }
    position = next;
  }
  close(Math.min(position, end));
  return { fields, bodyStart, defects };
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  return bytes[from] === 0x0a || (bytes[from] === 0x0d && (to - from === 1 || (to - from === 2 && bytes[from + 1] === 0x0a)));
}

function startsField(bytes: Buffer, from: number, to: number): boolean {
  return fieldStart.test(bytes.toString('latin1', from, Math.min(to, from + 8_100)));
}

/** A gateway may strip the indent of folded lines; a field that ends in `:`, `;` or `,` goes on. */
function lacksIndent(bytes: Buffer, fieldAt: number, position: number): boolean {
  return fieldAt >= 0 && /[:;,][ \t]*\r?\n$/.test(bytes.toString('latin1', Math.max(fieldAt, position - 80), position));
}

/** After a line that is no field: true where a field comes within a few lines, before any empty line. Else the blank line is missing. */
function hasFieldSoon(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  for (let lines = 0; lines < 5 && at < end; lines++) {
    const newline = bytes.indexOf(0x0a, at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    if (isBlank(bytes, at, next)) return false;
    if (startsField(bytes, at, next)) return true;
    at = next;
  }
  return false;
}

/** `From ` or `>From ` on top, left by an mbox. */
function isEnvelopeLine(bytes: Buffer, from: number, start: number): boolean {
  return from === start && /^>?From /.test(bytes.toString('latin1', from, from + 6));
}

function readField(bytes: Buffer, defects: string[]): HeaderField {
  const line = decodeUndeclared(bytes, null).text;
  if (!isUtf8(bytes)) defects.push('header-8bit');
  const colon = line.indexOf(':');
  const value = line.slice(colon + 1).replace(/\r?\n(?=[ \t])/g, '').replace(/\r?\n/g, ' ').trim();
  return { name: line.slice(0, colon).trimEnd().toLowerCase(), value };
}
