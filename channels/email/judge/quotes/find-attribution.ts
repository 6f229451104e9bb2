import { type AttributionStrength, ATTRIBUTION_CHARS_MAX, isAttribution, startsAsHeading } from './is-attribution.ts';
import { isQuoted } from './is-quoted.ts';
import type { TextLine } from './text-lines.ts';

/** A heading is wrapped over at most this many lines. */
const LINES_MAX = 6;

function isBalanced(joined: string): boolean {
  const opened = joined.split('<').length;
  return opened === joined.split('>').length;
}

/**
 * The heading that starts exactly at line `start`, as the index after its last line, with its strength. The shortest
 * run of lines that reads as a whole heading wins; blank and quoted lines end the search.
 */
export function findAttribution(
  lines: readonly TextLine[], start: number,
): { readonly end: number; readonly strength: Exclude<AttributionStrength, null> } | null {
  let joined = '';
  for (let index = start; index < Math.min(lines.length, start + LINES_MAX); index += 1) {
    const line = lines[index];
    if (line === undefined || line.plain.trim() === '') return null;
    if (isQuoted(line.plain) && !(index > start && /^ ?> ?(?:wrote|schrieb)? ?:$/.test(line.plain))) return null;
    joined = joined === '' ? line.plain.trim() : `${joined} ${line.plain.trim()}`;
    if (joined.length > ATTRIBUTION_CHARS_MAX) return null;
    const strength = isAttribution(joined.replace(/&lt;/g, '<').replace(/&gt;/g, '>'));
    const isContinued = !/[:：]$/.test(joined) && /^ *[<(]/.test(lines[index + 1]?.plain ?? '');
    if (strength !== null && !isContinued && isBalanced(joined)) {
      const isWhole = startsAsHeading(joined) || !startsLater(lines, start, index);
      return isWhole ? { end: index + 1, strength } : null;
    }
  }
  return null;
}

/** Whether the lines below `start` make a whole heading without it: then `start` is the sender's last sentence. */
function startsLater(lines: readonly TextLine[], start: number, last: number): boolean {
  let joined = '';
  for (let index = last; index > start; index -= 1) {
    joined = `${lines[index]?.plain.trim() ?? ''} ${joined}`.trim();
    if (isBalanced(joined) && isAttribution(joined) === 'strong' && startsAsHeading(joined)) return true;
  }
  return false;
}
