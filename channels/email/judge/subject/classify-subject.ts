import { forwardPrefixes } from './forward-prefixes.ts';
import { replyPrefixes } from './reply-prefixes.ts';

/** A subject taken apart. `prefixes` as found, lower case, without counters; `base` is what a thread is named by. */
export type ClassifiedSubject = {
  readonly base: string; readonly isReply: boolean; readonly isForward: boolean; readonly prefixes: readonly string[];
};

const CHARS_MAX = 2000;
const PREFIXES_MAX = 60;
/** A prefix, an optional counter (`Re[2]`, `Re^2`, `Re(2)`, `Re*2`, `Re-2`, `Re2`), a colon of either width. */
const PREFIX = /^([\p{L}\p{M}][\p{L}\p{M}-]{0,15}(?: [\p{L}\p{M}]{2,8})?)(?: ?(?:\[\d{1,4}\]|\(\d{1,4}\)|[\^*-]\d{1,4})|\d{1,4})? ?[:：] ?/u;
const TAG = /^\[([^[\]]{1,80})\] ?/;
const TRAILER = /(?: ?\((?:fwd|fw)\))$/i;

/**
 * Finds the base subject (RFC 5256 2.1, widened to other languages) and what the first prefix says: `Re: Fwd: x` is a
 * reply, `Fwd: Re: x` a forward. List tags come off wherever they stand between prefixes, as lists put them in front of
 * and behind them; a subject that is nothing but a tag keeps it (RFC 5256 2.1, step 5). Base keeps its case.
 */
export function classifySubject(subject: string | null): ClassifiedSubject {
  let rest = (subject ?? '').slice(0, CHARS_MAX).toWellFormed().normalize('NFC').replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').replace(/\s+/g, ' ').trim();
  const prefixes: string[] = [];
  for (let step = 0; step < PREFIXES_MAX; step += 1) {
    const tag = TAG.exec(rest);
    const inner = tag === null ? null : /^(?:fwd?|wg) ?: ?(.*)$/i.exec(tag[1] ?? '');
    if (tag !== null && inner !== null && rest.length === tag[0].length) {
      prefixes.push('fwd');
      rest = (inner[1] ?? '').trim();
      continue;
    }
    if (tag !== null && rest.length > tag[0].length) {
      rest = rest.slice(tag[0].length);
      continue;
    }
    const found = PREFIX.exec(rest);
    const word = found?.[1]?.toLowerCase();
    if (found === null || word === undefined || !(replyPrefixes.has(word) || forwardPrefixes.has(word))) break;
    prefixes.push(word);
    rest = rest.slice(found[0].length);
  }
  while (TRAILER.test(rest)) {
    rest = rest.replace(TRAILER, '');
    if (!prefixes.some((prefix) => forwardPrefixes.has(prefix))) prefixes.push('fwd');
  }
  const first = prefixes[0];
  const isReply = first !== undefined && replyPrefixes.has(first);
  return { base: rest.trim(), isReply, isForward: first !== undefined && !isReply, prefixes };
}
