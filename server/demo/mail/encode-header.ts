import type { Party } from './mail.ts';

/** A line with an encoded word has 76 characters at most (RFC 2047 2): 39 bytes of UTF-8 are 52 of base64, the frame takes 12, `Subject: ` 9. */
const bytesPerWordMax = 39;

/** Unstructured header text: as it is where it is ASCII, else encoded words that never cut a character. */
export function encodeText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > bytesPerWordMax) {
      words.push(piece);
      piece = '';
    }
    piece += character;
  }
  words.push(piece);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** A mailbox (RFC 5322 3.4): the name quoted where it holds specials, encoded where it is not ASCII. */
export function encodeParty({ name, address }: Party): string {
  if (name === '') return address;
  if (/[^\x20-\x7e]/.test(name)) return `${encodeText(name)} <${address}>`;
  return /^[\w !#$%&'*+/=?^`{|}~-]+$/.test(name) ? `${name} <${address}>` : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`;
}

/** `Name: value`, folded at blanks to lines of 76 where it can be (RFC 5322 2.2.3). */
export function headerField(name: string, value: string): string {
  let line = `${name}:`;
  const lines: string[] = [];
  for (const word of value.split(' ')) {
    if (line.length + 1 + word.length > 76 && line.trim() !== `${name}:`) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/** RFC 5322 3.3, in the zone: `Thu, 05 Mar 2026 09:14:02 +0100`. */
export function dateHeader(atMs: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][at.dayOfWeek - 1]!;
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][at.month - 1]!;
  return `${day}, ${two(at.day)} ${month} ${at.year} ${two(at.hour)}:${two(at.minute)}:${two(at.second)} ${at.offset.replace(':', '')}`;
}
