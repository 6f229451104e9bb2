import { keptBytesOfTooLarge } from './mail-source.ts';

export interface SplitMail {
  raw: Buffer;
  /** Byte offset of the separator line in the (unpacked) file. */
  offset: number;
  /** Size before unquoting. */
  size: number;
  tooLarge: boolean;
}

/** A line without an end is taken in pieces of this size, so that it cannot fill the memory. */
const lineBytesMax = 1024 * 1024;

/**
 * Splits an mbox that is fed in chunks. A separator is a `From ` line at the start or after an empty line which also
 * looks like one (RFC 4155: it ends in a time), because not every writer quotes `From ` in bodies. The empty line
 * before it belongs to the format. Memory: one mail up to the limit, 64 kB beyond it.
 */
export class MboxSplitter {
  readonly mailBytesMax: number;
  readonly unquotes: boolean;
  /** Bytes after the last complete line. */
  carry: Buffer = Buffer.alloc(0);
  /** The three bytes before `carry`, to see an empty line across chunks. */
  tail: Buffer = Buffer.from('\n\n');
  isMidLine = false;
  position = 0;
  pieces: Buffer[] = [];
  size = 0;
  kept = 0;
  offset = -1;

  constructor(mailBytesMax: number, unquotes: boolean) {
    this.mailBytesMax = mailBytesMax;
    this.unquotes = unquotes;
  }

  /** Takes a chunk and gives the mails that it completed. */
  *push(chunk: Buffer): Generator<SplitMail> {
    const data = this.carry.length === 0 ? chunk : Buffer.concat([this.carry, chunk]);
    const lastLine = data.lastIndexOf(0x0a) + 1;
    const take = lastLine > 0 || data.length < lineBytesMax ? lastLine : data.length;
    yield* this.lines(data.subarray(0, take));
    this.carry = Buffer.from(data.subarray(take));
  }

  /** The last mail. */
  *finish(): Generator<SplitMail> {
    yield* this.lines(this.carry);
    this.carry = Buffer.alloc(0);
    if (this.offset >= 0) yield this.close();
  }

  *lines(region: Buffer): Generator<SplitMail> {
    if (region.length === 0) return;
    let from = 0;
    for (let at = this.isMidLine ? nextFrom(region, 0) : region.indexOf('From ') === 0 ? 0 : nextFrom(region, 0); at >= 0; at = nextFrom(region, at + 1)) {
      if (!this.isAfterBlank(region, at) || !isSeparator(region, at)) continue;
      this.add(region.subarray(from, at));
      if (this.offset >= 0) yield this.close();
      this.offset = this.position + at;
      const lineEnd = region.indexOf(0x0a, at);
      from = lineEnd < 0 ? region.length : lineEnd + 1;
      at = from - 1;
    }
    this.add(region.subarray(from));
    this.position += region.length;
    this.isMidLine = region[region.length - 1] !== 0x0a;
    this.tail = Buffer.from(Buffer.concat([this.tail, region.subarray(-3)]).subarray(-3));
  }

  isAfterBlank(region: Buffer, at: number): boolean {
    const before = at >= 3 ? region.toString('latin1', at - 3, at) : Buffer.concat([this.tail, region.subarray(0, at)]).toString('latin1').slice(-3);
    return before.endsWith('\n\n') || before.endsWith('\n\r\n');
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0 || this.offset < 0) return;
    this.size += bytes.length;
    if (this.size > this.mailBytesMax) {
      // Over the limit only the first bytes stay.
      if (this.kept > keptBytesOfTooLarge) {
        this.pieces = [Buffer.from(Buffer.concat(this.pieces).subarray(0, keptBytesOfTooLarge))];
        this.kept = keptBytesOfTooLarge;
      }
      const room = keptBytesOfTooLarge - this.kept;
      if (room <= 0) return;
      bytes = bytes.subarray(0, room);
    }
    this.pieces.push(Buffer.from(bytes));
    this.kept += bytes.length;
  }

  close(): SplitMail {
    const tooLarge = this.size > this.mailBytesMax;
    const whole = Buffer.concat(this.pieces);
    const body = tooLarge ? whole : withoutLastBlank(whole);
    const mail = { raw: this.unquotes ? unquoteFrom(body) : body, offset: this.offset, size: this.size, tooLarge };
    this.pieces = [];
    this.size = this.kept = 0;
    return mail;
  }
}

/** Position of the next `From ` after a line feed, searching from `start`. */
function nextFrom(region: Buffer, start: number): number {
  const found = region.indexOf('\nFrom ', Math.max(0, start - 1), 'latin1');
  return found < 0 ? -1 : found + 1;
}

function isSeparator(region: Buffer, at: number): boolean {
  const lineEnd = region.indexOf(0x0a, at);
  return isSeparatorLine(region.toString('latin1', at, Math.min(lineEnd < 0 ? region.length : lineEnd, at + 300)));
}

/** `From bo@home.example Mon May  6 08:00:00 2024`; also without a time where nothing but an address, or `-`, follows. */
export function isSeparatorLine(text: string): boolean {
  const line = text.trimEnd();
  return /\d:\d\d\b/.test(line) || /^From (?:-|\S+@\S+)$/.test(line);
}

function withoutLastBlank(mail: Buffer): Buffer {
  const end = mail.toString('latin1', Math.max(0, mail.length - 4));
  if (end.endsWith('\r\n\r\n')) return mail.subarray(0, -2);
  return end.endsWith('\n\n') ? mail.subarray(0, -1) : mail;
}

/** mboxrd: `>From `, `>>From ` at a line start lose one `>`. */
export function unquoteFrom(mail: Buffer): Buffer {
  if (!mail.includes('>From ', 0, 'latin1')) return mail;
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = mail.indexOf('>From ', 0, 'latin1'); at >= 0; at = mail.indexOf('>From ', at + 1, 'latin1')) {
    let lineStart = at;
    while (lineStart > 0 && mail[lineStart - 1] === 0x3e) lineStart--;
    if (lineStart > 0 && mail[lineStart - 1] !== 0x0a) continue;
    pieces.push(mail.subarray(from, lineStart));
    from = lineStart + 1;
  }
  pieces.push(mail.subarray(from));
  return Buffer.concat(pieces);
}
