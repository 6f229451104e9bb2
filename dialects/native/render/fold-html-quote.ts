/**
 * Sanitised HTML without the quoted mail at its end, where there is one with words of its own above it; null: nothing to fold. The sanitiser closes
 * every element and escapes `<` and `>` everywhere else, so elements can be counted. One pass.
 */
export function foldHtmlQuote(html: string): string | null {
  let depth = 0;
  let start = -1;
  let end = -1;
  let from = -1;
  for (const { index, 0: tag } of html.matchAll(/<(\/?)blockquote\b[^<>]*>/gi)) {
    if (tag.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && from >= 0) [start, end] = [from, index + tag.length];
    } else {
      if (depth === 0) from = index;
      depth += 1;
    }
  }
  if (start < 0 || !isBlank(html.slice(end)) || isBlank(html.slice(0, start))) return null;
  return html.slice(0, start) + html.slice(end);
}

/** No words and no pictures. */
function isBlank(html: string): boolean {
  return !/<img\b/i.test(html) && html.replaceAll(/<[^<>]*>/g, '').replaceAll(/&nbsp;|&#160;|[\s\u00a0\u200b]/g, '') === '';
}
