import { Schema, type DOMOutputSpec, type MarkSpec, type NodeSpec } from 'prosemirror-model';

/** What may be linked; the server's rules allow no more. */
export const linkable = /^(?:https?:\/\/|mailto:|tel:)[^\s<>"']+$/i;

const block = 'block';

const nodes = {
  doc: { content: 'block+' },
  // One line as it was typed: a div, which every mail program shows without a gap. Empty lines are empty paragraphs.
  paragraph: { content: 'inline*', group: block, parseDOM: [{ tag: 'p' }, { tag: 'div' }], toDOM: (): DOMOutputSpec => ['div', { dir: 'auto' }, 0] },
  quote: { content: 'block+', group: block, defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: (): DOMOutputSpec => ['blockquote', 0] },
  code: { content: 'text*', marks: '', group: block, code: true, defining: true, parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' as const }], toDOM: (): DOMOutputSpec => ['pre', ['code', 0]] },
  bullets: { content: 'item+', group: block, parseDOM: [{ tag: 'ul' }], toDOM: (): DOMOutputSpec => ['ul', 0] },
  numbers: {
    content: 'item+', group: block, attrs: { start: { default: 1 } },
    parseDOM: [{ tag: 'ol', getAttrs: (element: HTMLElement) => ({ start: Math.max(1, Number(element.getAttribute('start')) || 1) }) }],
    toDOM: (node): DOMOutputSpec => ['ol', node.attrs['start'] === 1 ? {} : { start: String(node.attrs['start']) }, 0],
  },
  item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: (): DOMOutputSpec => ['li', 0] },
  text: { group: 'inline' },
  line: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: (): DOMOutputSpec => ['br'] },
  // A picture that was uploaded: its Content-ID is what the mail names it by. Pictures from elsewhere are not taken over.
  image: {
    inline: true, group: 'inline', draggable: true, attrs: { cid: {}, alt: { default: '' } },
    parseDOM: [{ tag: 'img[src^="cid:"]', getAttrs: (element: HTMLElement) => ({ cid: (element.getAttribute('src') ?? '').slice(4), alt: element.getAttribute('alt') ?? '' }) }],
    toDOM: (node): DOMOutputSpec => ['img', { src: `cid:${String(node.attrs['cid'])}`, alt: String(node.attrs['alt']) }],
  },
} satisfies Record<string, NodeSpec>;

const marks = {
  link: {
    attrs: { href: {} }, inclusive: false,
    parseDOM: [{ tag: 'a[href]', getAttrs: (element: HTMLElement) => {
      const href = (element.getAttribute('href') ?? '').trim();
      return linkable.test(href) ? { href } : false;
    } }],
    toDOM: (mark): DOMOutputSpec => ['a', { href: String(mark.attrs['href']) }, 0],
  },
  bold: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: (): DOMOutputSpec => ['strong', 0] },
  italic: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: (): DOMOutputSpec => ['em', 0] },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }], toDOM: (): DOMOutputSpec => ['s', 0] },
  // Not where the line of code is a block already.
  mono: { excludes: 'bold italic strike', parseDOM: [{ tag: 'code' }, { tag: 'tt' }, { tag: 'kbd' }], toDOM: (): DOMOutputSpec => ['code', 0] },
} satisfies Record<string, MarkSpec>;

/** Everything that can be written here. What is pasted becomes this or plain text; nothing else has a place. */
export const schema = new Schema<keyof typeof nodes, keyof typeof marks>({ nodes, marks });
