import { parseInert } from '../desk/composer/rich/inert-html.ts';

const tags: ReadonlySet<string> = new Set([
  'a', 'abbr', 'b', 'blockquote', 'br', 'code', 'dd', 'del', 'div', 'dl', 'dt', 'em', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'table', 'tbody',
  'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var', 'wbr', 'figure', 'figcaption', 'caption',
]);

/**
 * What the server cleaned, as nodes of this page: made anew, element by element, of what is known to be harmless. A second net below the sanitiser's; the
 * page's policy is the third.
 */
export function copyArticle(html: string, filesBase: string): Node[] {
  return [...parseInert(html).childNodes].flatMap((node) => copy(node, filesBase));
}

function copy(node: Node, filesBase: string): Node[] {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')];
  if (!(node instanceof Element)) return [];
  const name = node.tagName.toLowerCase();
  const inner = [...node.childNodes].flatMap((each) => copy(each, filesBase));
  if (!tags.has(name)) return inner;
  const made = document.createElement(name);
  if (name === 'a') {
    const href = node.getAttribute('href') ?? '';
    if (/^(?:https?:\/\/|mailto:|tel:)/i.test(href)) {
      made.setAttribute('href', href);
      made.setAttribute('target', '_blank');
      made.setAttribute('rel', 'noopener noreferrer');
    }
  }
  if (name === 'img') {
    const src = node.getAttribute('src') ?? '';
    if (!src.startsWith(`${filesBase}/`)) return [];
    made.setAttribute('src', src);
    made.setAttribute('alt', node.getAttribute('alt') ?? '');
  }
  const align = node.getAttribute('align') ?? '';
  if ((name === 'td' || name === 'th') && /^(?:left|center|right)$/.test(align)) made.setAttribute('align', align);
  made.append(...inner);
  return [made];
}
