import { decodeCharset } from './decode-charset.ts';
import { decodeWords } from './decode-words.ts';

/** Content-Type or Content-Disposition: the lower-case value and its parameters, continuations joined. */
export interface MimeValue {
  value: string;
  params: Map<string, string>;
}

/** Parameters read per field; real mail has fewer than ten, long file names some dozen continuations. */
const paramsMax = 200;

/** Parses `value; name=value` (RFC 2045 section 5.1, RFC 2231). The first of two equal parameters counts. */
export function parseMimeValue(written: string, defects: Set<string>): MimeValue {
  // Some senders forget the first semicolon: `multipart/mixed boundary="x"`.
  const field = written.replace(/^(\s*[\w.+-]{1,100}\/[\w.+-]{1,100})\s+(?=[\w*-]{1,50}=)/, '$1; ');
  const raw = new Map<string, string>();
  const cursor = { text: field, at: 0 };
  const value = takeToken(cursor, false).toLowerCase().replace(/\s+/g, '');
  while (cursor.at < field.length && raw.size < paramsMax) {
    cursor.at++; // the semicolon
    const name = takeName(cursor);
    if (field[cursor.at] !== '=') continue;
    cursor.at++;
    const content = takeToken(cursor, name.startsWith('filename') || name.startsWith('name'));
    if (name !== '' && !raw.has(name)) raw.set(name, content);
  }
  return { value, params: joinContinuations(raw, defects) };
}

interface Cursor {
  text: string;
  at: number;
}

function takeName(cursor: Cursor): string {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && cursor.text[cursor.at] !== '=' && cursor.text[cursor.at] !== ';') cursor.at++;
  return cursor.text.slice(start, cursor.at).trim().toLowerCase();
}

/** Text up to the next `;` outside quotes. Comments are skipped, except in file names, where brackets are usual. */
function takeToken(cursor: Cursor, keepsBrackets: boolean): string {
  const { text } = cursor;
  let out = '';
  let isQuoted = false;
  let wasQuoted = false;
  for (; cursor.at < text.length; cursor.at++) {
    const char = text[cursor.at] as string;
    if (isQuoted) {
      if (char === '"') isQuoted = false;
      else if (char === '\\' && /["\\]/.test(text[cursor.at + 1] ?? '')) out += text[++cursor.at];
      else out += char;
    } else if (char === ';') break;
    else if (char === '"' && (out.trim() === '' || keepsBrackets)) {
      if (out.trim() === '') out = '';
      isQuoted = wasQuoted = true;
    } else if (char === '(' && !keepsBrackets && !wasQuoted) skipComment(cursor);
    else if (!wasQuoted || keepsBrackets) out += char;
  }
  return wasQuoted ? out : out.trim();
}

/** Leaves the cursor on the closing bracket; an unclosed one is plain text, so that nothing after it is swallowed. */
function skipComment(cursor: Cursor): void {
  let depth = 0;
  for (let i = cursor.at; i < cursor.text.length; i++) {
    const char = cursor.text[i];
    if (char === '\\') i++;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) {
      cursor.at = i;
      return;
    } else if (char === ';' && depth > 0 && i - cursor.at > 500) return;
  }
}

interface Section {
  index: number;
  isEncoded: boolean;
  text: string;
}

/** RFC 2231: `name*0*=utf-8''a%20`, `name*1=b` become one `name`. The extended form wins over a plain one. */
function joinContinuations(raw: Map<string, string>, defects: Set<string>): Map<string, string> {
  const params = new Map<string, string>();
  const sections = new Map<string, Section[]>();
  for (const [name, text] of raw) {
    const match = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name);
    if (!match) {
      params.set(name, decodeWords(text, defects));
      continue;
    }
    const base = match[1] ?? '';
    const list = sections.get(base) ?? [];
    list.push({ index: Number(match[2] ?? 0), isEncoded: match[2] === undefined || match[3] === '*', text });
    sections.set(base, list);
  }
  for (const [name, list] of sections) params.set(name, joinSections(list, defects));
  return params;
}

function joinSections(list: Section[], defects: Set<string>): string {
  list.sort((a, b) => a.index - b.index);
  let charset = 'utf-8';
  const bytes: Buffer[] = [];
  for (const [i, section] of list.entries()) {
    let text = section.text;
    const head = i === 0 && section.isEncoded ? /^([^']*)'[^']*'/.exec(text) : null;
    if (head) {
      charset = head[1] || charset;
      text = text.slice(head[0].length);
    }
    bytes.push(section.isEncoded ? percentBytes(text) : Buffer.from(text, 'utf8'));
  }
  const decoded = decodeCharset(Buffer.concat(bytes), charset);
  if (decoded.defect !== null) defects.add(decoded.defect);
  return decoded.text;
}

function percentBytes(text: string): Buffer {
  const ascii = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(ascii.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
}
