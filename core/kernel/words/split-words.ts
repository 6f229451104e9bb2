import { foldText } from './fold-text.ts';

/** A tsvector holds no longer word (PostgreSQL's MAXSTRLEN is 2,047 bytes, and `from:` stands before some). */
export const wordBytesMax = 2_000;

/** Where the words of a text stand as it was written: in a compatibility character (ﬁ, №) alone folding makes more of one. */
export function wordPlaces(text: string): Iterable<RegExpExecArray> {
  return text.matchAll(anyWord);
}

const asciiWord = /[a-z0-9]+/g;
/** A Han or Kana character, or a run of other letters, digits and their marks. */
const anyWord = /[[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]&&[\p{L}\p{N}\p{M}]]|[[\p{L}\p{N}\p{M}]--[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]]+/gv;

/**
 * The words of a text in their order, the same for documents and queries: folded, and split at everything that is no letter, digit or mark. Each Han
 * and Kana character is a word, so that such text is found by phrase. An address is a row of words: bo@example.com is found by "bo example com".
 * A word over `wordBytesMax` is left out: nobody types it.
 */
export function splitWords(text: string): string[] {
  const folded = foldText(text);
  const words = folded.match(asciiOnly.test(folded) ? asciiWord : anyWord) ?? [];
  return words.some((word) => word.length * 3 > wordBytesMax) ? words.filter((word) => Buffer.byteLength(word) <= wordBytesMax) : words;
}

const asciiOnly = /^[\0-\x7f]*$/; // oxlint-disable-line no-control-regex -- all of ASCII
