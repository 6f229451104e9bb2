/** Mails made to hurt a parser. Each is built on demand, so that a test file does not hold them all. */
const head = 'From: a@b.example\nTo: c@d.example\nSubject: x\n';

function text(content: string): Buffer {
  return Buffer.from(content, 'latin1');
}

function body(headers: string, pattern: string, bytes: number): Buffer {
  return Buffer.concat([text(`${head}${headers}\n`), Buffer.alloc(bytes, pattern, 'latin1')]);
}

function header(value: string): Buffer {
  return text(`${value}\n${head}\nhi`);
}

function numbered(count: number, each: (i: number) => string, separator: string): string {
  return Array.from({ length: count }, (_none, i) => each(i)).join(separator);
}

export type HostileMail = [name: string, build: () => Buffer, expected: string];

/** Name, mail, and the rejection or the defect that must come of it ('' where it is only odd). */
export const hostileMails: HostileMail[] = [
  ['20,000 nested multiparts', () => text(`From: a@b.c\n${numbered(20_000, (i) => `Content-Type: multipart/mixed; boundary="b${i}"\n\n--b${i}\n`, '')}`), 'nesting-too-deep'],
  ['20,000 nested multiparts with one boundary', () => text(`From: a@b.c\n${'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'.repeat(20_000)}`), 'nesting-too-deep'],
  ['100,000 parts', () => text(`${head}Content-Type: multipart/mixed; boundary=x\n\n${'--x\n\nhi\n'.repeat(100_000)}`), 'too-many-parts'],
  ['50,000 header fields', () => header('X: y\n'.repeat(50_000).trimEnd()), 'too-many-headers'],
  ['50,000 references', () => header(`References: ${numbered(50_000, (i) => `<${i}@x.y>`, '\n ')}`), 'references-truncated'],
  ['a million recipients', () => header(`Cc: ${numbered(1_000_000, (i) => `u${i}@x.example`, ',\n ')}`), 'header-too-large'],
  ['60,000 recipients', () => header(`Cc: ${numbered(60_000, (i) => `u${i}@x.example`, ',\n ')}`), 'recipients-truncated'],
  ['a flood of comments', () => header(`To: ${'(a)'.repeat(200_000)}x@y.z\nContent-Transfer-Encoding: ${'('.repeat(200_000)}\nContent-Type: text/plain; ${'('.repeat(200_000)}\nDate: ${'('.repeat(200_000)}`), 'date-invalid'],
  ['a flood of groups', () => header(`To: ${'a:b:'.repeat(200_000)};`), 'recipients-truncated'],
  ['a flood of quotes', () => header(`To: ${'"'.repeat(500_001)}`), 'address-invalid'],
  ['a flood of angle brackets', () => header(`To: ${'<'.repeat(500_000)}\nReferences: ${'<"a>'.repeat(100_000)}\nIn-Reply-To: ${'<a@'.repeat(100_000)}`), 'address-invalid'],
  ['a flood of parameters', () => header(`Content-Type: text/plain${'; a=b'.repeat(200_000)}`), ''],
  ['a flood of encoded words', () => header(`Subject: ${'=?utf-8?q?a?= '.repeat(50_000)}${'=?a?q?'.repeat(50_000)}`), ''],
  ['a flood in every list header', () => header(`Precedence: list\nSender: ${'<'.repeat(200_000)}${'-bounces+'.repeat(50_000)}\nList-Id: ${'<'.repeat(200_000)}\nList-Post: ${'mailto:'.repeat(50_000)}`), ''],
  ['lines that are no headers', () => text(`${head}${'junkline\n'.repeat(200_000)}\nhi`), 'header-junk'],
  ['a long line of blanks', () => header(`Subject: ${' '.repeat(1_000_000)}x`), ''],
  ['10 MB of base64 in one line', () => body('Content-Type: application/x; name=a\nContent-Transfer-Encoding: base64\n', 'A', 10_000_000), ''],
  ['base64 with padding in each line', () => body('Content-Type: application/x; name=a\nContent-Transfer-Encoding: base64\n', 'AA==\n', 2_000_000), ''],
  ['uuencoded lines that promise more than they hold', () => body('Content-Transfer-Encoding: uuencode\n', 'M\n', 2_000_000), ''],
  ['blanks behind every equals sign', () => body('Content-Transfer-Encoding: quoted-printable\n', '= \t ', 3_000_000), ''],
  ['flowed lines of changing depth', () => body('Content-Type: text/plain; format=flowed\n', '> a \n>> b \n', 3_000_000), ''],
  ['dashes on every line', () => body('Content-Type: multipart/mixed; boundary=x\n', '--\n', 3_000_000), 'multipart-empty'],
  ['unclosed tags', () => body('Content-Type: text/html\n', '<b>', 3_000_000), ''],
  ['unclosed quotes in tags', () => body('Content-Type: text/html\n', '<a href="', 3_000_000), ''],
  ['unclosed comments', () => body('Content-Type: text/html\n', '<!--', 3_000_000), ''],
  ['unclosed scripts', () => body('Content-Type: text/html\n', '<script>', 3_000_000), ''],
  ['unclosed links', () => body('Content-Type: text/html\n', '<a href=x>', 3_000_000), ''],
  ['deep quotes', () => body('Content-Type: text/html\n', '<blockquote>a', 3_000_000), ''],
  ['a flood of entities', () => body('Content-Type: text/html\n', '&amp', 3_000_000), ''],
  ['a body of NULs', () => body('', '\0', 3_000_000), 'nul-removed'],
  ['carriage returns alone', () => Buffer.alloc(3_000_000, 'a\r'), 'bare-cr'],
  ['a charset that lies', () => body('Content-Type: text/plain; charset=utf-8\n', '\xfc\xe4', 3_000_000), 'charset-wrong'],
];
