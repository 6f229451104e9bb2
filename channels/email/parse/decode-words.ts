import { decodeCharset } from './decode-charset.ts';
import { decodeQuotedPrintable } from './decode-transfer.ts';

/**
 * One encoded word (RFC 2047 section 2). Looser than the law: blanks inside the text (broken folding) are accepted,
 * no length limit. Each run stops at the next `?`, so matching is linear.
 */
const encodedWord = /=\?([^?\s]{1,80})\?([bq])\?([^?]*)\?=/gi;

interface Word {
  charset: string;
  bytes: Uint8Array;
}

/** Decodes the encoded words in a header value and adds charset defects to `defects`. Other text stays as it is. */
export function decodeWords(value: string, defects: Set<string>): string {
  return replaceEncodedWords(value, defects, (decoded) => decoded);
}

/** As `decodeWords`, but the caller decides what stands for each run of words (address parsing puts placeholders). */
export function replaceEncodedWords(value: string, defects: Set<string>, stand: (decoded: string) => string): string {
  if (!value.includes('=?')) return value;
  let out = '';
  let end = 0;
  let run: Word[] = [];
  encodedWord.lastIndex = 0;
  for (let match = encodedWord.exec(value); match; match = encodedWord.exec(value)) {
    const between = value.slice(end, match.index);
    // RFC 2047 section 6.2: blanks between two encoded words are not part of the text.
    if (run.length > 0 && between.trim() !== '') {
      out += stand(decodeRun(run, defects));
      run = [];
    }
    if (run.length === 0) out += between;
    run.push({ charset: (match[1] ?? '').replace(/\*.*$/, ''), bytes: wordBytes(match[1] ?? '', match[2] ?? '', match[3] ?? '') });
    end = match.index + match[0].length;
  }
  if (run.length > 0) out += stand(decodeRun(run, defects));
  return out + value.slice(end);
}

function wordBytes(charset: string, encoding: string, text: string): Uint8Array {
  if (encoding === 'b' || encoding === 'B') return Buffer.from(text, 'base64');
  // Some mailers forget to escape: a raw Latin byte under a Latin label means itself.
  const isLatin = /[\x80-\xff]/.test(text) && !/[^\x00-\xff]/.test(text) && !/^utf-?8/i.test(charset);
  // Broken folding leaves blanks inside an escape; `_` is a space in the Q encoding (RFC 2047 section 4.2).
  const source = text.replace(/=\s+(?=[0-9a-f])/gi, '=').replaceAll('_', ' ');
  return decodeQuotedPrintable(Buffer.from(source, isLatin ? 'latin1' : 'utf8'));
}

/** Words of one charset are joined before decoding, because mailers split multi-byte characters between words. */
function decodeRun(words: Word[], defects: Set<string>): string {
  let out = '';
  for (let i = 0; i < words.length; ) {
    const first = words[i] as Word;
    let next = i + 1;
    while (next < words.length && words[next]?.charset.toLowerCase() === first.charset.toLowerCase()) next++;
    out += decodeGroup(words.slice(i, next), defects);
    i = next;
  }
  return out;
}

function decodeGroup(words: Word[], defects: Set<string>): string {
  const charset = words[0]?.charset ?? '';
  const joined = decodeCharset(Buffer.concat(words.map((word) => word.bytes)), charset);
  if (joined.defect !== null) defects.add(joined.defect);
  if (words.length === 1 || !joined.text.includes('\ufffd')) return joined.text;
  const apart = words.map((word) => decodeCharset(word.bytes, charset).text).join('');
  return apart.includes('\ufffd') ? joined.text : apart;
}
