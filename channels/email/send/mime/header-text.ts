import type { MailParty } from '#core/conversations/index.ts';

/** An encoded word has 75 characters at most (RFC 2047 2): 39 bytes of UTF-8 are 52 of base64, the frame takes 12. */
const bytesPerWordMax = 39;

/**
 * Unstructured header text that says exactly what was written: encoded where it is not ASCII, and where it holds what a reader would take
 * for an encoded word (a subject of `=?utf-8?Q?=0D=0ABcc:?=` is those characters). Never cuts a character.
 */
export function headerText(text: string): string {
  const line = oneLine(text);
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes('=?')) return line;
  const words: string[] = [];
  let piece = '';
  for (const character of line) {
    if (Buffer.byteLength(piece + character) > bytesPerWordMax) {
      words.push(piece);
      piece = '';
    }
    piece += character;
  }
  words.push(piece);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** A mailbox (RFC 5322 3.4): the name as a quoted string, or encoded. The address is a checked one; it is quoted where its local part needs it. */
export function headerParty({ name, address }: MailParty): string {
  const spec = `<${addrSpec(address)}>`;
  const line = oneLine(name);
  if (line === '') return spec;
  if (!/^[\x20-\x7e]*$/.test(line) || line.includes('=?')) return `${headerText(line)} ${spec}`;
  return `"${line.replaceAll(/["\\]/g, '\\$&')}" ${spec}`;
}

export function headerParties(parties: readonly MailParty[]): string {
  return parties.map(headerParty).join(', ');
}

/** No header text holds a line break, NUL or another control (RFC 5322 2.2); Unicode's own line ends count as such. */
export function oneLine(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function addrSpec(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) || /[^\x20-\x7e]/.test(local) ? address : `"${local.replaceAll(/["\\]/g, '\\$&')}"@${domain}`;
}

/** A field on lines of 78 characters where blanks allow it (RFC 5322 2.1.1, 2.2.3). */
export function foldField(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of value.split(' ')) {
    if (line.length + 1 + word.length > 78 && line.trim() !== `${name}:` && line.trim() !== '') {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\r\n');
}

/** RFC 5322 3.3 in UTC: `Mon, 06 May 2024 12:00:00 +0000`. */
export function mailDate(instant: string): string {
  return new Date(instant).toUTCString().replace('GMT', '+0000');
}
