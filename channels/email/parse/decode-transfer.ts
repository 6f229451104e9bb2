export interface DecodedTransfer {
  content: Uint8Array<ArrayBuffer>;
  /** Text that a list server appended below the end of the base64 data; null in sound mail. */
  trailing: Uint8Array | null;
  defect: 'encoding-unknown' | 'base64-invalid' | 'text-after-base64' | null;
}

/** Undoes a Content-Transfer-Encoding (RFC 2045 section 6). Unknown encodings give the bytes as they are. */
export function decodeTransfer(body: Buffer, encoding: string): DecodedTransfer {
  switch (encoding) {
    case 'base64':
      return decodeBase64(body);
    case 'quoted-printable':
      return { content: decodeQuotedPrintable(body), trailing: null, defect: null };
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
      return { content: decodeUuencode(body), trailing: null, defect: null };
    default:
      return { content: ownBytes(body), trailing: null, defect: identityEncodings.has(encoding) ? null : 'encoding-unknown' };
  }
}

const identityEncodings = new Set(['', '7bit', '8bit', 'binary', '7-bit', '8-bit', 'none']);

/** A copy in an ArrayBuffer of its own: small Buffers share a pool, which may not be transferred between threads. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = new Uint8Array(bytes.length);
  own.set(bytes);
  return own;
}

/** RFC 2045 section 6.8. Some mailers pad every line, so padding at a line end ends a unit and not the data. */
function decodeBase64(body: Buffer): DecodedTransfer {
  const source = body.toString('latin1');
  // Text under a base64 label (seen in mail and in the examples of RFC 2046) stays text.
  if (/^\s*[A-Za-z0-9+/]*[^A-Za-z0-9+/=\s_-]/.test(source.slice(0, 200))) return { content: ownBytes(body), trailing: null, defect: 'base64-invalid' };
  const firstPad = source.indexOf('=');
  if (firstPad < 0) return { content: ownBytes(Buffer.from(source, 'base64')), trailing: null, defect: null };
  const padding = /^[=\s]*/.exec(source.slice(firstPad, firstPad + 1_000))?.[0] ?? '';
  const rest = firstPad + padding.length;
  const first = ownBytes(Buffer.from(source.slice(0, firstPad), 'base64'));
  if (rest >= source.length) return { content: first, trailing: null, defect: null };
  if (!padding.includes('\n') || /[^A-Za-z0-9+/=\s]/.test(source.slice(rest))) {
    return { content: first, trailing: body.subarray(rest), defect: 'text-after-base64' };
  }
  const units = source.split(/=+/).map((unit) => Buffer.from(unit, 'base64'));
  return { content: ownBytes(Buffer.concat(units)), trailing: null, defect: null };
}

/** RFC 2045 section 6.7. An `=` that starts no valid escape stays as it is. */
export function decodeQuotedPrintable(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(body.length);
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] as number;
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const value = hexPair(body[i + 1], body[i + 2]);
    if (value >= 0) {
      out[length++] = value;
      i += 2;
      continue;
    }
    const lineEnd = softBreakEnd(body, i + 1);
    if (lineEnd > 0) i = lineEnd - 1;
    else out[length++] = byte;
  }
  return out.slice(0, length);
}

function hexPair(high: number | undefined, low: number | undefined): number {
  const first = hexDigit(high);
  const second = hexDigit(low);
  return first < 0 || second < 0 ? -1 : first * 16 + second;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Position after the line end of a soft break, or -1. Transports may have added blanks before the line end (at most 80 looked at). */
function softBreakEnd(body: Uint8Array, start: number): number {
  for (let i = start; i < Math.min(body.length, start + 80); i++) {
    const byte = body[i];
    if (byte === 0x0a) return i + 1;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return -1;
  }
  return start >= body.length ? body.length : -1;
}

/** The classic `begin 644 name` format; lines outside it are dropped. */
function decodeUuencode(body: Buffer): Uint8Array<ArrayBuffer> {
  const chunks: Buffer[] = [];
  let isOpen = false;
  for (const line of body.toString('latin1').split(/\r?\n/)) {
    if (!isOpen) isOpen = /^begin [0-7]{3,4} /.test(line);
    else if (line === 'end') break;
    else if (line !== '') chunks.push(decodeUuLine(line));
  }
  return ownBytes(isOpen ? Buffer.concat(chunks) : body);
}

/** The first character tells the length; a line never gives more than its characters hold. */
function decodeUuLine(line: string): Buffer {
  const wanted = Math.min((line.charCodeAt(0) - 32) & 63, Math.ceil(((line.length - 1) * 3) / 4));
  const out = Buffer.alloc(wanted);
  let bits = 0;
  let count = 0;
  for (let i = 1, at = 0; at < wanted; i++) {
    bits = ((bits << 6) | (((line.charCodeAt(i) || 32) - 32) & 63)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out[at++] = (bits >> count) & 255;
  }
  return out;
}
