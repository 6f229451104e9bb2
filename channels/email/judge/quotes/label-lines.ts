import { findAttribution } from './find-attribution.ts';
import { findHeaderBlock } from './find-header-block.ts';
import { isBarred, isQuoted } from './is-quoted.ts';
import { isListFooter } from './is-list-footer.ts';
import { isSeparator } from './is-separator.ts';
import { isMobileSignature, isOrnament, isSignatureDelimiter } from './is-signature-start.ts';
import type { SegmentKind } from './segment.ts';
import type { TextLine } from './text-lines.ts';

/** Delimiters typed by hand open a signature only if no more than this follows; `-- ` (RFC 3676) always does. */
const SIGNATURE_LINES_MAX = 30;
/** A quoted line at least this long may have been wrapped by the quoting client. */
const WRAPPED_CHARS_MIN = 60;

function isBlank(line: TextLine | undefined): boolean {
  return line === undefined || line.plain.trim() === '';
}

function nextFilled(lines: readonly TextLine[], from: number): number {
  let index = from;
  while (index < lines.length && isBlank(lines[index])) index += 1;
  return index;
}

/** The tail of a quoted line that the quoting client broke: short, lower case, between two quoted lines. */
function isWrappedQuote(lines: readonly TextLine[], index: number): boolean {
  const before = lines[index - 1]?.plain ?? '';
  const line = lines[index]?.plain ?? '';
  const after = lines[index + 1]?.plain ?? '';
  return isQuoted(before) && before.length >= WRAPPED_CHARS_MIN && line.length < 50 && /^[\p{Ll}\d)]/u.test(line) && isQuoted(after);
}

/**
 * Names every line. One pass from the top: a printed mail head, a separator or a heading above unmarked text gives the
 * rest of the mail to the quote, for nothing below tells where it would end; marked quotes end where the marks end.
 */
export function labelLines(lines: readonly TextLine[]): SegmentKind[] {
  const endsSignature = signatureEnds(lines);
  const kinds: SegmentKind[] = [];
  let hasOwn = false;
  let index = 0;
  const put = (kind: SegmentKind, end: number): void => {
    while (index < end) {
      kinds.push(kind);
      index += 1;
    }
  };
  while (index < lines.length) {
    const plain = lines[index]?.plain ?? '';
    if (isBlank(lines[index])) {
      put(kinds.at(-1) === 'attribution' || kinds.at(-1) === 'forwarded-header' ? 'own' : (kinds.at(-1) ?? 'own'), index + 1);
      continue;
    }
    if (isQuoted(plain) || isWrappedQuote(lines, index)) {
      put('quote', index + 1);
      continue;
    }
    const separator = isSeparator(plain);
    const headStart = separator !== null || isOrnament(plain) ? nextFilled(lines, index + 1) : index;
    const headEnd = findHeaderBlock(lines, headStart);
    if (separator !== null || headEnd !== null) {
      put('forwarded-header', headEnd ?? index + 1);
      if (hasOwn) put('quote', lines.length);
      hasOwn = true;
      continue;
    }
    const heading = findAttribution(lines, index);
    if (heading !== null) {
      const below = lines[nextFilled(lines, heading.end)]?.plain ?? '';
      const isMarked = isQuoted(below) || isBarred(below);
      if (isMarked || heading.strength === 'strong') {
        put('attribution', heading.end);
        if (isBarred(below)) {
          put('attribution', nextFilled(lines, index));
          while (index < lines.length && isBarred(lines[index]?.plain ?? '')) put('quote', index + 1);
        } else if (!isMarked && hasOwn) put('quote', lines.length);
        continue;
      }
    }
    if (isListFooter(lines, index)) {
      put('signature', lines.length);
      continue;
    }
    if (isSignatureDelimiter(plain) || (hasOwn && isMobileSignature(plain))) {
      const end = endOfSignature(lines, index, endsSignature);
      if (end !== null) {
        put('signature', end);
        continue;
      }
    }
    hasOwn ||= !isOrnament(plain);
    put('own', index + 1);
  }
  return kinds;
}

/** Whether a signature cannot reach over this line. Asked for the same line by many delimiters, so answers are kept. */
function signatureEnds(lines: readonly TextLine[]): (index: number) => boolean {
  const known: (boolean | undefined)[] = [];
  const judge = (index: number): boolean => {
    const plain = lines[index]?.plain ?? '';
    if (isQuoted(plain) || isSeparator(plain) !== null || isListFooter(lines, index)) return true;
    if (findHeaderBlock(lines, isOrnament(plain) ? nextFilled(lines, index + 1) : index) !== null) return true;
    return findAttribution(lines, index)?.strength === 'strong';
  };
  return (index) => (known[index] ??= judge(index));
}

/** The index after a signature that starts at `start`: where something else begins, or the end; null if it is too long. */
function endOfSignature(lines: readonly TextLine[], start: number, isEnd: (index: number) => boolean): number | null {
  const first = lines[start]?.plain ?? '';
  const isTyped = isSignatureDelimiter(first) && !(lines[start]?.raw.startsWith('-- ') ?? false);
  let filled = 0;
  let index = start + 1;
  for (; index < lines.length; index += 1) {
    if (isBlank(lines[index])) continue;
    if (isEnd(index)) break;
    filled += 1;
    if (filled > SIGNATURE_LINES_MAX && isTyped) return null;
  }
  return index;
}
