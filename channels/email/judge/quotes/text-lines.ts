/** One line of a mail: `raw` with its line end, `plain` for judging. */
export type TextLine = { readonly raw: string; readonly plain: string };

/** Longer lines are prose or attacks, never a heading or a signature; they are judged by this much of their start. */
export const LINE_CHARS_MAX = 1000;

/** Direction marks, zero-width characters and the soft hyphen, which clients put around addresses and dates. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Splits after LF, CRLF or a lone CR; the pieces concatenate to the input. */
export function splitLines(text: string): TextLine[] {
  const pieces = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+/g) ?? [];
  return pieces.map((raw) => ({
    raw,
    plain: raw.slice(0, LINE_CHARS_MAX).replace(INVISIBLE, '').replace(/[\u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000\t\r\n]/g, ' ').trimEnd(),
  }));
}
