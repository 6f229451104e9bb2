/** A piece of HTML, good enough to read mail and to count depth; never used to decide what is safe. */
export type HtmlToken =
  | { kind: 'text'; text: string }
  | { kind: 'open'; name: string; attributes: string; isSelfClosing: boolean }
  | { kind: 'close'; name: string };

/** Elements whose content is text up to their own end tag. */
const rawTextElements = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'noembed', 'noframes', 'iframe']);

const tagName = /[a-z][^\s/>]{0,60}/iy;

/** Splits HTML into tags and text in one pass; comments and doctypes are dropped. Time is linear in the length. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  // One search per missing terminator: an absent `-->` or end tag is remembered instead of searched for again.
  const missing = new Set<string>();
  const find = (needle: string, from: number): number => {
    if (missing.has(needle)) return -1;
    const found = html.indexOf(needle, from);
    if (found < 0) missing.add(needle);
    return found;
  };
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    if (open > at) yield { kind: 'text', text: html.slice(at, open) };
    const next = html[open + 1] ?? '';
    if (next === '!' || next === '?') {
      const isComment = html.startsWith('<!--', open);
      const end = find(isComment ? '-->' : '>', open + (isComment ? 4 : 2));
      at = end < 0 ? html.length : end + (isComment ? 3 : 1);
      continue;
    }
    const isClose = next === '/';
    tagName.lastIndex = open + (isClose ? 2 : 1);
    const name = tagName.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      yield { kind: 'text', text: '<' };
      at = open + 1;
      continue;
    }
    const start = tagName.lastIndex;
    const end = tagEnd(html, start, find);
    at = end + 1;
    if (isClose) {
      yield { kind: 'close', name };
      continue;
    }
    const attributes = html.slice(start, end);
    yield { kind: 'open', name, attributes, isSelfClosing: attributes.endsWith('/') };
    if (rawTextElements.has(name)) {
      const close = findEndTag(html, name, at, missing);
      yield { kind: 'text', text: html.slice(at, close) };
      at = close;
    }
  }
  if (at < html.length) yield { kind: 'text', text: html.slice(at) };
}

/** Position of the `>` that ends a tag. A `>` inside a quoted value does not; a quote that never ends does not count. */
function tagEnd(html: string, start: number, find: (needle: string, from: number) => number): number {
  for (let i = start; i < html.length; i++) {
    const char = html[i];
    if (char === '>') return i;
    if ((char === '"' || char === "'") && html[i - 1] === '=') {
      const quote = find(char, i + 1);
      if (quote > 0) i = quote;
    }
  }
  return html.length;
}

function findEndTag(html: string, name: string, from: number, missing: Set<string>): number {
  const key = `</${name}`;
  if (missing.has(key)) return from;
  const pattern = new RegExp(key, 'gi');
  pattern.lastIndex = from;
  const found = pattern.exec(html);
  if (found === null) missing.add(key);
  return found === null ? from : found.index;
}
