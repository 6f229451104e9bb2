import { decodeHz, decodeIso2022Kr, decodeUtf7 } from './legacy-charsets.ts';

export type CharsetDefect = 'charset-unknown' | 'charset-wrong' | 'charset-undeclared';

export interface DecodedBytes {
  text: string;
  defect: CharsetDefect | null;
}

/** Labels that say nothing: the bytes decide. */
const silentLabels = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', '7bit', '8bit', 'unknown', 'unknown-8bit', 'x-unknown', 'default', 'default_charset', 'none', 'binary', 'x-user-defined', 'iso-8859', 'replacement']);

/** Labels seen in mail that TextDecoder does not know, and the encoding that reads them. Keys have no separators. */
const aliases = new Map<string, string>([
  ['utf8mb4', 'utf-8'], ['utf8mb3', 'utf-8'], ['cesu8', 'utf-8'], ['unicode11utf8', 'utf-8'], ['cp65001', 'utf-8'], ['windows65001', 'utf-8'],
  ['iso88591', 'windows-1252'], ['isolatin1', 'windows-1252'], ['ansi', 'windows-1252'], ['windows', 'windows-1252'], ['ansix31101983', 'windows-1252'], ['ansix3110', 'windows-1252'],
  ['iso885915', 'iso-8859-15'], ['latin9', 'iso-8859-15'], ['iso88598i', 'iso-8859-8-i'], ['iso88598e', 'iso-8859-8'],
  ['cp932', 'shift_jis'], ['ms932', 'shift_jis'], ['windows932', 'shift_jis'], ['ibm943', 'shift_jis'], ['shiftjis', 'shift_jis'], ['sjis', 'shift_jis'], ['mskanji', 'shift_jis'],
  ['eucjp', 'euc-jp'], ['cp51932', 'euc-jp'], ['iso2022jp1', 'iso-2022-jp'], ['iso2022jp2', 'iso-2022-jp'], ['iso2022jp3', 'iso-2022-jp'], ['cp50220', 'iso-2022-jp'], ['cp50221', 'iso-2022-jp'], ['cp50222', 'iso-2022-jp'], ['iso2022jpms', 'iso-2022-jp'],
  ['cp949', 'euc-kr'], ['uhc', 'euc-kr'], ['ms949', 'euc-kr'], ['euckr', 'euc-kr'], ['ksc56011987', 'euc-kr'], ['johab', 'euc-kr'],
  ['cp936', 'gbk'], ['windows936', 'gbk'], ['ms936', 'gbk'], ['euccn', 'gbk'], ['gb2312', 'gbk'], ['gb231280', 'gbk'],
  ['cp950', 'big5'], ['windows950', 'big5'], ['big5hkscs', 'big5'], ['tis620', 'windows-874'], ['cp874', 'windows-874'], ['iso885911', 'windows-874'],
  ['koi8', 'koi8-r'], ['koi8ru', 'koi8-u'], ['cp866', 'ibm866'], ['macroman', 'macintosh'], ['maccyrillic', 'x-mac-cyrillic'],
]);

const ownDecoders = new Map<string, (bytes: Uint8Array) => string>([
  ['utf7', decodeUtf7], ['unicode11utf7', decodeUtf7], ['iso2022kr', decodeIso2022Kr], ['hzgb2312', decodeHz], ['hz', decodeHz],
]);

/** Decoders by label as written; null where unknown. Bounded, because a mail chooses the labels. */
const known = new Map<string, TextDecoder | null>();
const knownLabelsMax = 500;

const utf8Strict = new TextDecoder('utf-8', { fatal: true });
const utf8Lossy = new TextDecoder('utf-8');
const windows1252 = new TextDecoder('windows-1252');

/** Decodes bytes by a declared charset label; where the label is silent, unknown or a lie, UTF-8 if valid, else windows-1252. */
export function decodeCharset(bytes: Uint8Array, label: string | null): DecodedBytes {
  const wanted = (label ?? '').trim().toLowerCase().replace(/^["']|["']$/g, '');
  if (silentLabels.has(wanted)) return decodeUndeclared(bytes, 'charset-undeclared');
  if (wanted === 'utf-8' || wanted === 'utf8') return decodeClaimedUtf8(bytes);
  if (wanted === 'utf-16' || wanted === 'utf16') return { text: decodeUtf16(bytes), defect: null };
  const key = wanted.replace(/^(?:x-|cs(?=[a-z]))/, '').replace(/[\s._:-]+/g, '');
  const own = ownDecoders.get(key);
  if (own) return { text: own(bytes), defect: null };
  const decoder = findDecoder(wanted, key);
  if (decoder === null) return { text: decodeUndeclared(bytes, null).text, defect: 'charset-unknown' };
  if (decoder.encoding === 'utf-8') return decodeClaimedUtf8(bytes);
  return { text: decoder.decode(bytes), defect: null };
}

/** Bytes of a header without a charset: UTF-8 where valid (RFC 6532), ISO-2022-JP where it escapes, else windows-1252. */
export function decodeUndeclared(bytes: Uint8Array, defectCode: CharsetDefect | null): DecodedBytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  if (!/[^\x00-\x7f]/.test(text)) {
    const isJapanese = /\x1b(?:\$[@B]|\([BJ])/.test(text);
    return { text: isJapanese ? new TextDecoder('iso-2022-jp').decode(bytes) : text, defect: null };
  }
  try {
    return { text: utf8Strict.decode(bytes), defect: defectCode };
  } catch {
    return { text: windows1252.decode(bytes), defect: defectCode };
  }
}

/** A cut or slightly damaged UTF-8 text stays UTF-8; one that is mostly invalid was another charset. */
function decodeClaimedUtf8(bytes: Uint8Array): DecodedBytes {
  try {
    return { text: utf8Strict.decode(bytes), defect: null };
  } catch {
    const lossy = utf8Lossy.decode(bytes);
    const broken = lossy.match(/\ufffd/g)?.length ?? 0;
    const foreign = lossy.match(/[^\x00-\x7f]/g)?.length ?? 0;
    return { text: broken * 2 > foreign ? windows1252.decode(bytes) : lossy, defect: 'charset-wrong' };
  }
}

/** RFC 2781: the byte order mark decides; without one, the side on which the zero bytes of Latin text lie. */
function decodeUtf16(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  let zerosFirst = 0;
  let zerosSecond = 0;
  for (let i = 0; i + 1 < Math.min(bytes.length, 2_000); i += 2) {
    if (bytes[i] === 0) zerosFirst++;
    if (bytes[i + 1] === 0) zerosSecond++;
  }
  return new TextDecoder(zerosFirst >= zerosSecond ? 'utf-16be' : 'utf-16le').decode(bytes);
}

function findDecoder(label: string, key: string): TextDecoder | null {
  const cached = known.get(label);
  if (cached !== undefined) return cached;
  const decoder = tryDecoder(label) ?? tryDecoder(aliases.get(key) ?? key);
  if (known.size < knownLabelsMax) known.set(label, decoder);
  return decoder;
}

function tryDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
