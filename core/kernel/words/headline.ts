import { foldText } from './fold-text.ts';
import { wordPlaces } from './split-words.ts';

/** A piece of plain text and where in it the found words stand (UTF-16 offsets, end exclusive). */
export interface Headline {
  readonly text: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

export interface Wanted { readonly word: string; readonly isPrefix: boolean }

/** Of a long text only its beginning is looked at. */
export const headlineSourceChars = 20_000;
const headlineChars = 200;
const charsBefore = 60;

/** The stretch of the text around its first found word, white space made single, with the found words marked. */
export function makeHeadline(source: string, wanted: readonly Wanted[]): Headline {
  const text = source.slice(0, headlineSourceChars).replaceAll(/\s+/g, ' ').trim();
  const marks: { start: number; end: number }[] = [];
  for (const match of wordPlaces(text)) {
    const word = foldText(match[0]);
    if (wanted.some((one) => (one.isPrefix ? word.startsWith(one.word) : word === one.word))) marks.push({ start: match.index, end: match.index + match[0].length });
    if (marks.length > 0 && match.index > marks[0]!.start + headlineChars) break;
  }
  const first = marks[0]?.start ?? 0;
  const from = first <= charsBefore ? 0 : text.lastIndexOf(' ', first - charsBefore) + 1;
  const space = text.lastIndexOf(' ', from + headlineChars);
  const to = text.length <= from + headlineChars ? text.length : space > first ? space : from + headlineChars;
  return {
    text: text.slice(from, to),
    marks: marks.filter((mark) => mark.end <= to).map((mark) => ({ start: mark.start - from, end: mark.end - from })),
  };
}
