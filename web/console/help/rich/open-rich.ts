import type { Node } from 'prosemirror-model';
import { readMarkdown, type NotRich } from './read-markdown.ts';
import { writeMarkdown } from './write-markdown.ts';

/**
 * The document of this Markdown where it survives the way there and back, which the site's own renderer judges (`render`: Markdown as the HTML that readers get; null: it shows the text).
 * Two parsers never agree on everything: what they read otherwise stays Markdown.
 */
export async function openRich(markdown: string, render: (markdown: string) => Promise<string | null>): Promise<Node | NotRich> {
  const doc = readMarkdown(markdown);
  if (typeof doc === 'string') return doc;
  const written = writeMarkdown(doc);
  if (written === markdown) return doc;
  const [before, after] = await Promise.all([render(markdown), render(written)]);
  return before !== null && after !== null && seen(before) === seen(after) ? doc : 'other';
}

/** HTML as it is seen: outside `<pre>` white space is one space, and beside blocks none; and of marks within marks which is the outer one makes no difference. */
export function seen(html: string): string {
  return html.split(/(<pre>.*?<\/pre>)/s).map((part, at) => (at % 2 === 1 ? part : byMarks(part.replaceAll(/[ \t\r\n]+/g, ' ').replaceAll(/ ?(<\/?(?:p|h[1-6]|ul|ol|li|blockquote|hr|br|table|thead|tbody|tr|th|td)(?: [^<>]*)?>) ?/g, '$1').trim()))).join('');
}

/** Each stretch of text with the marks that it stands in, in an order of their own. */
function byMarks(html: string): string {
  const open: string[] = [];
  let said = '';
  let before = '';
  for (const [piece] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    const [, isEnd, name] = /^<(\/?)(strong|em|del|code|a)\b/.exec(piece) ?? [];
    if (name !== undefined) {
      if (isEnd === '') open.push(piece);
      else open.splice(open.findLastIndex((tag) => tag.startsWith(`<${name}`)), 1);
      continue;
    }
    const marks = open.toSorted().join('');
    said += marks === before ? piece : `{${marks}}${piece}`;
    before = marks;
  }
  return said;
}
