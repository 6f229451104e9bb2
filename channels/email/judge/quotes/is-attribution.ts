import { attributionOpeners } from './attribution-openers.ts';
import { wroteWords } from './wrote-words.ts';

/** Longest heading; an address of 254 characters and a long name still fit. */
export const ATTRIBUTION_CHARS_MAX = 400;

const DATE = /\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d|\d{1,2}[./-] ?\d{1,2}[./-]|\d[年월月일日]|\b\d{1,2}\.? [\p{L}]{3,}/u;
const ADDRESS = /[^\s<>@"]{1,100}@[^\s<>@"]{1,150}/;
const DATE_START = /^(?:\p{L}{2,14}[.,]{0,2} )?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.? (?:de )?\p{L}{3,12}\.?,? (?:de )?(?:19|20)\d\d|\d{4}[年년]|\p{L}{3,10}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2}:\d\d)/u;
const ISO_GMT = /^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d\d (?:GMT|UTC)?[+-]\d/;
const ISO_ADDRESS_END = /^\d{4}[-/]\d{1,2}[-/]\d{1,2} .{0,200}<[^<>]{3,250}>:?$/;

/** What a heading looks like: `strong` says so by itself, `weak` needs a quote below it. */
export type AttributionStrength = 'strong' | 'weak' | null;

function endOfWrote(lower: string): { from: number; rest: string } | null {
  let best: { from: number; rest: string } | null = null;
  for (const word of wroteWords) {
    const from = lower.lastIndexOf(word);
    if (from < 0 || (best !== null && from <= best.from)) continue;
    const isWordStart = from === 0 || !/[\p{L}\p{N}]/u.test(lower[from - 1] ?? '') || !/^[a-zà-ÿ]/.test(word);
    const after = lower[from + word.length] ?? '';
    if (!isWordStart || (/^[a-zà-ÿа-я]/.test(word) && /[\p{L}\p{N}]/u.test(after))) continue;
    best = { from, rest: lower.slice(from + word.length).trim() };
  }
  return best;
}

function hasOpener(lower: string): boolean {
  return attributionOpeners.some((opener) => {
    if (!lower.startsWith(opener)) return false;
    const rest = lower.slice(opener.length, opener.length + 70);
    return /^(?:[ ,:]|\d)/.test(rest) || /^[^\p{ASCII}]/u.test(opener) ? DATE.test(rest) || /^ \p{L}+,/u.test(rest) : false;
  });
}

/** Whether a text begins the way headings do, with an opening word or a date, rather than with a name. */
export function startsAsHeading(joined: string): boolean {
  const line = joined.trim().replace(/^[-*_>« ]{1,8}/, '');
  return hasOpener(line.toLowerCase().normalize('NFC')) || DATE_START.test(line);
}

/**
 * Judges whether a joined heading ("On <date>, <name> wrote:") introduces a quote. There is no standard for it, so it
 * goes by parts that all languages share: a date, an address or a name, a verb of writing near the end, a colon last.
 */
export function isAttribution(joined: string): AttributionStrength {
  if (joined.length < 8 || joined.length > ATTRIBUTION_CHARS_MAX) return null;
  if (!/[\d@]|[:：][ *_-]{0,8}$/.test(joined) || !/[\p{L}\d]/u.test(joined)) return null;
  const line = joined.trim().replace(/^[-*_>« ]{1,8}/, '').replace(/[ *_-]{1,8}$/, '').trim();
  const lower = line.toLowerCase().normalize('NFC');
  const isEnded = /[:：]$/.test(lower);
  const hasAddress = ADDRESS.test(line);
  const hasDate = DATE.test(line);
  if (ISO_GMT.test(line) || ISO_ADDRESS_END.test(line)) return 'strong';
  const isOpened = startsAsHeading(line);
  const wrote = endOfWrote(lower);
  if (wrote === null) {
    const isDated = hasAddress && isEnded && hasDate && /[<(][^<>()]*@[^<>()]*[>)] ?[:：]$/.test(line);
    return isDated && (isOpened || DATE_START.test(line)) ? 'strong' : null;
  }
  const isLast = wrote.rest.length <= 3 && !/[.!?,]/.test(wrote.rest);
  if (isOpened && hasDate && (isLast || (isEnded && wrote.rest.length < 160))) return isEnded || hasAddress || isLast ? 'strong' : null;
  if (hasAddress && isEnded && (isLast || hasDate)) return 'strong';
  if (hasAddress && isLast && hasDate) return 'strong';
  return isEnded && (isLast || hasDate) ? 'weak' : null;
}
