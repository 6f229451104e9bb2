import { Schema, type DOMOutputSpec, type MarkSpec, type NodeSpec } from 'prosemirror-model';

/** What a link of an article may lead to; the renderer of the site allows no more (core/knowledge/render/render-article.ts). */
export const articleLinkable = /^(?:https?:\/\/[^\s<>"']+|(?:mailto|tel):[^\s<>"']+|\/(?![/\\])[^\s<>"'\\]*|#[\w\-\p{L}\p{N}%]+)$/iu;

const block = 'block';
const attr = (element: HTMLElement, name: string): string | null => element.getAttribute(name);

const nodes = {
  doc: { content: '(block | table)+' },
  paragraph: { content: 'inline*', group: block, parseDOM: [{ tag: 'p' }, { tag: 'div' }], toDOM: (): DOMOutputSpec => ['p', 0] },
  // Level 1 stays what it is in the Markdown; readers see it as level 2, for the title of the page is above it.
  heading: {
    content: '(text | image)*', group: block, defining: true, attrs: { level: { default: 2 } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })), toDOM: (node): DOMOutputSpec => [`h${Math.max(2, Number(node.attrs['level']))}`, 0],
  },
  // What has a side to it (a line, signs, numbers) takes that from its words; those have no `dir` of their own, for then nothing would be looked at (HTML, the dir attribute).
  quote: { content: 'block+', group: block, defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: (): DOMOutputSpec => ['blockquote', { dir: 'auto' }, 0] },
  code: {
    content: 'text*', marks: '', group: block, code: true, defining: true, attrs: { params: { default: '' } },
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' as const }], toDOM: (): DOMOutputSpec => ['pre', { dir: 'ltr' }, ['code', 0]],
  },
  rule: { group: block, parseDOM: [{ tag: 'hr' }], toDOM: (): DOMOutputSpec => ['hr'] },
  // `tight`: without a gap between the items, as Markdown tells by a line left empty.
  bullets: { content: 'item+', group: block, attrs: { tight: { default: true } }, parseDOM: [{ tag: 'ul' }], toDOM: (): DOMOutputSpec => ['ul', { dir: 'auto' }, 0] },
  numbers: {
    content: 'item+', group: block, attrs: { start: { default: 1 }, tight: { default: true } },
    parseDOM: [{ tag: 'ol', getAttrs: (element: HTMLElement) => ({ start: Math.min(Math.max(0, Number(attr(element, 'start') ?? 1) || 0), 999_999_999) }) }],
    toDOM: (node): DOMOutputSpec => ['ol', { dir: 'auto', ...(node.attrs['start'] === 1 ? {} : { start: String(node.attrs['start']) }) }, 0],
  },
  item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: (): DOMOutputSpec => ['li', 0] },
  // As Markdown has them: at the top only, the first row is the head, a cell holds words and pictures, a column has one alignment.
  table: { content: 'row+', isolating: true, parseDOM: [{ tag: 'table' }], toDOM: (): DOMOutputSpec => ['table', { dir: 'auto' }, ['tbody', 0]] },
  row: { content: 'cell+', parseDOM: [{ tag: 'tr' }], toDOM: (): DOMOutputSpec => ['tr', 0] },
  cell: {
    content: '(text | image)*', isolating: true, attrs: { isHead: { default: false }, align: { default: '' } },
    parseDOM: [{ tag: 'th', attrs: { isHead: true } }, { tag: 'td' }],
    toDOM: ({ attrs: { isHead, align } }): DOMOutputSpec => [isHead === true ? 'th' : 'td', align === '' ? {} : { align: String(align) }, 0],
  },
  text: { group: 'inline' },
  line: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: (): DOMOutputSpec => ['br'] },
  // By the path that Markdown names it by; pasted ones from elsewhere are not taken over.
  image: {
    inline: true, group: 'inline', draggable: true, attrs: { src: {}, alt: { default: '' }, title: { default: '' } },
    parseDOM: [{ tag: 'img[src^="/files/"]', getAttrs: (element: HTMLElement) => ({ src: attr(element, 'src'), alt: attr(element, 'alt') ?? '', title: attr(element, 'title') ?? '' }) }],
    toDOM: (node): DOMOutputSpec => ['img', { src: String(node.attrs['src']), alt: String(node.attrs['alt']), title: String(node.attrs['title']) }],
  },
} satisfies Record<string, NodeSpec>;

const marks = {
  link: {
    attrs: { href: {}, title: { default: '' } }, inclusive: false,
    parseDOM: [{ tag: 'a[href]', getAttrs: (element: HTMLElement) => {
      const href = (attr(element, 'href') ?? '').trim();
      return articleLinkable.test(href) ? { href, title: attr(element, 'title') ?? '' } : false;
    } }],
    // An address of another kind stays in the Markdown and leads nowhere, as on the site.
    toDOM: ({ attrs: { href, title } }): DOMOutputSpec => ['a', { ...(articleLinkable.test(String(href)) ? { href: String(href) } : {}), title: String(title) }, 0],
  },
  bold: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: (): DOMOutputSpec => ['strong', 0] },
  italic: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: (): DOMOutputSpec => ['em', 0] },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }], toDOM: (): DOMOutputSpec => ['s', 0] },
  // Innermost: Markdown knows no mark within code.
  mono: { parseDOM: [{ tag: 'code' }, { tag: 'tt' }, { tag: 'kbd' }], toDOM: (): DOMOutputSpec => ['code', 0] },
} satisfies Record<string, MarkSpec>;

/** What the rich editor holds: what Markdown says without HTML. Names as in the schema of mails, so that the commands are the same. */
export const articleSchema = new Schema<keyof typeof nodes, keyof typeof marks>({ nodes, marks });
