import { createHash } from 'node:crypto';

/** Longer ids are replaced by their hash, which keeps them equal to themselves and inside any index. */
const idCharsMax = 800;

/**
 * Every msg-id (RFC 5322 section 3.6.4) in a Message-ID, In-Reply-To or References value, in order, without brackets.
 * Old clients write comments there (`Your message of "Mon, 1 Jan" <id>`), forget the brackets, or fold inside an id.
 * A value without any bracket counts only when each of its words looks like an id: a bare mail address in a sentence
 * must not become the ancestor of a thread of strangers.
 */
export function readMessageIds(value: string): string[] {
  const ids: string[] = [];
  for (let open = value.indexOf('<'); open >= 0; ) {
    const close = findIdEnd(value, open + 1);
    if (close < 0) break;
    const nested = value.lastIndexOf('<', close - 1);
    const id = tidyId(value.slice((nested > open && !value.slice(open, nested).includes('"') ? nested : open) + 1, close));
    if (isTelling(id)) ids.push(id);
    open = value.indexOf('<', close + 1);
  }
  if (ids.length > 0) return ids;
  const words = value.replace(/[<>,;]/g, ' ').split(/\s+/).filter((word) => word !== '');
  return words.every((word) => /^[^\s@()"]+@[^\s@()"]+$/.test(word)) ? words.map(tidyId) : [];
}

/** `<unknown>` or `<0>` stands in mails that have nothing to do with each other; an id without `@` must look unique. */
function isTelling(id: string): boolean {
  return (id.includes('@') && id.length > 2) || (id.length >= 16 && /\d/.test(id));
}

/** Position of the `>` that closes an id; one inside a quoted local part does not. */
function findIdEnd(value: string, start: number): number {
  const plain = value.indexOf('>', start);
  const quote = value.indexOf('"', start);
  if (quote < 0 || plain < 0 || quote > plain) return plain;
  const endQuote = value.indexOf('"', quote + 1);
  const afterQuote = endQuote > plain && value[endQuote + 1] === '@' ? value.indexOf('>', endQuote) : -1;
  return afterQuote < 0 ? plain : afterQuote;
}

/** Blanks from folding and control characters go; `"abc"@x` and `abc@x` are the same id (RFC 5322 section 3.2.4). */
function tidyId(text: string): string {
  // oxlint-disable-next-line no-control-regex -- controls are what it removes
  let id = text.replace(/[\s\u0000-\u001f\u007f]+/g, '').toWellFormed();
  const quoted = /^"([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+)"(@.*)$/.exec(id);
  if (quoted) id = `${quoted[1]}${quoted[2]}`;
  return id.length <= idCharsMax ? id : `sha256-${createHash('sha256').update(id).digest('hex')}@long-id.invalid`;
}
