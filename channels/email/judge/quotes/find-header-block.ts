import { type HeaderKind, headerLabels } from './header-labels.ts';
import { isQuoted } from './is-quoted.ts';
import type { TextLine } from './text-lines.ts';

const LINES_MAX = 24;
const kinds = new Map<string, HeaderKind>();
for (const kind of ['other', 'cc', 'to', 'date', 'subject', 'from'] as const) for (const label of headerLabels[kind]) kinds.set(label, kind);

type Label = { readonly kind: HeaderKind; readonly value: string };
const read = new WeakMap<TextLine, Label | null>();

/** Every line is looked at from the starts above it, so its label is kept. */
function labelOf(line: TextLine | undefined): Label | null {
  if (line === undefined) return null;
  const known = read.get(line);
  if (known !== undefined) return known;
  const label = readLabel(line.plain);
  read.set(line, label);
  return label;
}

/** Some labels mean different things in two languages (`a`, `da`); the map keeps the sender's meaning. */
function readLabel(plain: string): Label | null {
  const found = /^ {0,12}[*_]{0,2}([\p{L}][\p{L}\p{M} .'’/-]{0,24}?) ?[*_]{0,2} ?[:：][*_]{0,2}(.{0,400})/u.exec(plain);
  if (found?.[1] === undefined) return null;
  const kind = kinds.get(found[1].toLowerCase().normalize('NFC'));
  return kind === undefined ? null : { kind, value: (found[2] ?? '').trim() };
}

/**
 * The printed head of another mail that starts exactly at line `start` (From:, Sent:, To:, Subject: in any order), as
 * the index after its last line. It takes three kinds of label, or two of which one is the subject, one of them a
 * sender; blank lines may stand between labels once, as HTML turned to text has them.
 */
export function findHeaderBlock(lines: readonly TextLine[], start: number): number | null {
  if (labelOf(lines[start]) === null) return null;
  const seen = new Set<HeaderKind>();
  let end = start;
  let isBlankBefore = false;
  let hasAddress = false;
  for (let index = start; index < Math.min(lines.length, start + LINES_MAX); index += 1) {
    const plain = lines[index]?.plain ?? '';
    if (plain.trim() === '') {
      if (isBlankBefore || seen.has('subject')) break;
      isBlankBefore = true;
      continue;
    }
    if (isQuoted(plain)) break;
    const label = labelOf(lines[index]);
    if (label === null && (isBlankBefore || index - end > 3)) break;
    if (label !== null) {
      if (seen.has(label.kind) && label.kind === 'from') break;
      seen.add(label.kind);
      hasAddress ||= /[@<[]/.test(label.value);
      end = index + 1;
    } else if (!seen.has('subject') || index - end < 2) {
      end = index + 1;
    }
    isBlankBefore = false;
  }
  const named = [...seen].filter((kind) => kind !== 'other').length;
  const isHead = seen.has('from') && ((named >= 3 && (seen.has('subject') || hasAddress)) || (named === 2 && seen.has('subject') && hasAddress));
  return isHead ? end : null;
}
