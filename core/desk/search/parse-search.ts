/** A word, phrase or prefix that a message must, or must not, hold. */
export interface SearchTerm {
  readonly text: string;
  /** Null: anywhere. */
  readonly field: 'subject' | 'from' | 'to' | null;
  readonly isPrefix: boolean;
  readonly isExcluded: boolean;
}

export interface ParsedSearch {
  readonly terms: readonly SearchTerm[];
  readonly hasAttachment: boolean;
  /** `is:open`, `is:closed`; null: any. */
  readonly state: 'open' | 'closed' | null;
  /** `assignee:`: me, nobody, or part of an agent's name or address, lower case; `is:mine` and `is:unassigned` say the same. */
  readonly assignees: readonly string[];
  /** `channel:`: part of a channel's name or address, lower case. */
  readonly channels: readonly string[];
  /** Normalised names. */
  readonly labels: readonly string[];
  /** Local day YYYY-MM-DD, from `after:` and `before:`: after the end of, before the beginning of. */
  readonly afterDay: string | null;
  readonly beforeDay: string | null;
}

/** A query longer than this is cut: nobody types it, and each word is work. */
export const queryCharsMax = 500;
const termsMax = 16;

const piece = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;

/**
 * Reads what a person typed: words (all of them), "phrases", word*, -excluded, from: to: subject: has:attachment label: is:open|closed|mine|unassigned assignee: channel:
 * before:YYYY-MM-DD after:YYYY-MM-DD. Never fails: what is no operator is a word. `isTyping`: the last bare word may be half of one.
 */
export function parseSearch(query: string, isTyping = false): ParsedSearch {
  const text = query.normalize('NFC').replaceAll('\u0000', '').slice(0, queryCharsMax);
  const terms: SearchTerm[] = [];
  const labels: string[] = [];
  const assignees: string[] = [];
  const channels: string[] = [];
  const found: { hasAttachment: boolean; state: ParsedSearch['state']; afterDay: string | null; beforeDay: string | null } = { hasAttachment: false, state: null, afterDay: null, beforeDay: null };
  for (const match of text.matchAll(piece)) {
    const [whole, minus, name, phrase, word] = match;
    const operator = name?.toLowerCase();
    const value = phrase ?? word ?? '';
    if (value === '' || terms.length >= termsMax) continue;
    const day = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
    if (operator === 'has' && /^attachments?$/i.test(value)) found.hasAttachment = true;
    else if (operator === 'is' && /^(open|closed)$/i.test(value)) found.state = value.toLowerCase() as 'open' | 'closed';
    else if (operator === 'is' && /^(mine|unassigned)$/i.test(value)) assignees.push(value.toLowerCase() === 'mine' ? 'me' : 'nobody');
    else if (operator === 'assignee') assignees.push(value.trim().toLowerCase());
    else if (operator === 'channel') channels.push(value.trim().toLowerCase());
    else if (operator === 'label') labels.push(value.trim().toLowerCase());
    else if (operator === 'after' && day) found.afterDay = day;
    else if (operator === 'before' && day) found.beforeDay = day;
    else {
      const field = operator === 'from' || operator === 'to' || operator === 'subject' ? operator : null;
      const own = field === null && name !== undefined ? `${name}:${value}` : value;
      const endsHere = (match.index + whole.length) === text.length;
      const isPrefix = phrase === undefined && (own.endsWith('*') || (isTyping && endsHere));
      terms.push({ text: own.replace(/\*+$/, ''), field, isPrefix, isExcluded: minus === '-' });
    }
  }
  return { terms, labels, assignees, channels, ...found };
}
