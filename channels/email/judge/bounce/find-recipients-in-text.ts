import type { BounceRecipient } from './bounce.ts';

const CHARS_MAX = 8000;
const RECIPIENTS_MAX = 20;
const ADDRESS = /<?([^\s<>@"'():;,|[\]]{1,100}@[^\s<>@"'():;,|[\]]{1,150}\.[a-z]{2,24})>?/gi;
/** Where the returned mail begins in bounces that hold it as text; addresses below are not the failed ones. */
const RETURNED = /^(?: {0,4}[-=*]{2,}.{0,40}(?:copy of|original|unsent|undelivered|returned|message text|headers).{0,60}|original message follows.*|received: from .*|return-path: .*)$/im;

/**
 * Guesses the failed recipients of a bounce that has no machine-readable part: the addresses above the returned mail,
 * except the mail's own sender and recipient. The status is the first enhanced code (RFC 3463) in the text.
 */
export function findRecipientsInText(text: string, spared: readonly string[]): BounceRecipient[] {
  const whole = text.slice(0, CHARS_MAX);
  const cut = whole.search(RETURNED);
  const head = (cut > 20 ? whole.slice(0, cut) : whole).replace(/^.*message-?id.*$/gim, '');
  const status = /(?:^|[^\d.])([45]\.\d{1,2}\.\d{1,3})(?![\d.])/.exec(head)?.[1] ?? null;
  const diagnostic = /^.*\b[45]\d\d[ -].*$/m.exec(head)?.[0].trim().slice(0, 2000).toWellFormed() ?? null;
  const ignored = new Set(spared.map((address) => address.toLowerCase()));
  const found = new Set([...head.matchAll(ADDRESS)].map((match) => (match[1] ?? '').toLowerCase()).filter((address) => !ignored.has(address)));
  return [...found].slice(0, RECIPIENTS_MAX).map((address) => ({ address, action: 'failed', status, diagnostic }));
}
