import { labelLines } from './label-lines.ts';
import type { Segment, SegmentKind } from './segment.ts';
import { isAttribution } from './is-attribution.ts';
import { isMobileSignature, isOrnament } from './is-signature-start.ts';
import { splitLines, type TextLine } from './text-lines.ts';

/** A text taken apart. The segments concatenate to the input; `visible` is what is shown before anyone unfolds. */
export type FoldedText = { readonly segments: readonly Segment[]; readonly visible: string };

/** Ornaments under the last words, with the blank lines around them, belong to the signature. */
function foldTrailingOrnaments(lines: readonly TextLine[], kinds: SegmentKind[]): void {
  for (let index = lines.length - 1; index > 0; index -= 1) {
    const plain = lines[index]?.plain ?? '';
    if (kinds[index] !== 'own') continue;
    if (plain.trim() !== '' && !isOrnament(plain) && !isMobileSignature(plain)) return;
    if (plain.trim() !== '') kinds[index] = 'signature';
  }
}

/**
 * Which quotes stay in view. A quote above the sender's last words is being answered point by point and is context;
 * a single one at the top under its heading is the whole old mail with the answer below, and is folded.
 */
function isQuoteFolded(kinds: readonly SegmentKind[], lines: readonly TextLine[]): (index: number) => boolean {
  const isOwn = (index: number): boolean => kinds[index] === 'own' && lines[index]?.plain.trim() !== '';
  const own = kinds.map((_, index) => index).filter(isOwn);
  const firstOwn = own[0] ?? Infinity;
  const lastOwn = own.at(-1) ?? -1;
  const heading = kinds.findIndex((kind) => kind === 'attribution' || kind === 'forwarded-header');
  const isBottomPosted = heading >= 0 && heading < firstOwn && !kinds.some((kind, index) => kind === 'quote' && index > firstOwn && index < lastOwn);
  if (own.length === 0 && heading < 0) {
    const isReply = lines.some((line) => isAttribution(line.plain.replace(/^[ >]{1,40}/, '')) === 'strong');
    return () => isReply;
  }
  return (index) => index > lastOwn || (isBottomPosted && index < firstOwn);
}

/**
 * Separates what a sender wrote from what the mail carries along: earlier mails, their headings, signatures, footers.
 * Nothing is removed, the record keeps every character. Where nothing is the sender's own, a bare quote stays in view.
 */
export function foldQuotes(text: string): FoldedText {
  return foldLines(splitLines(text));
}

/** The same of lines that are split already. Each line is looked at a bounded number of times, whatever stands around it. */
export function foldLines(lines: readonly TextLine[]): FoldedText {
  const kinds = labelLines(lines);
  foldTrailingOrnaments(lines, kinds);
  const isFoldedQuote = isQuoteFolded(kinds, lines);
  const segments: { kind: SegmentKind; text: string[]; isFolded: boolean }[] = [];
  for (const [index, line] of lines.entries()) {
    const kind = kinds[index] ?? 'own';
    const isFolded = kind !== 'own' && (kind !== 'quote' || isFoldedQuote(index));
    const last = segments.at(-1);
    if (last !== undefined && last.kind === kind && last.isFolded === isFolded) last.text.push(line.raw);
    else segments.push({ kind, text: [line.raw], isFolded });
  }
  const done = segments.map((segment) => ({ kind: segment.kind, text: segment.text.join(''), isFolded: segment.isFolded }));
  const shown = done.filter((segment) => !segment.isFolded).map((segment) => segment.text).join('');
  return { segments: done, visible: shown.replace(/^(?:[^\S\r\n]*[\r\n])+/, '').trimEnd() };
}
