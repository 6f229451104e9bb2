import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { foldText, refuseHtml } from '#core/kernel/index.ts';

export interface ArticleHeading { readonly id: string; readonly level: 2 | 3 | 4 | 5 | 6; readonly text: string }

/** Markdown as HTML that is safe in a page of ours, and its headings; null: it is too large or too deep to be cleaned. */
export interface RenderedArticle { readonly html: string | null; readonly headings: readonly ArticleHeading[] }

const allowedTags = [
  'a', 'abbr', 'b', 'bdi', 'bdo', 'blockquote', 'br', 'caption', 'cite', 'code', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd',
  'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var', 'wbr',
];
/** Elements whose text goes with them: where parsers disagree, and what shows nothing. */
const droppedWithText = ['script', 'style', 'textarea', 'option', 'select', 'noscript', 'title', 'xmp', 'noembed', 'noframes', 'plaintext', 'svg', 'math', 'template', 'iframe', 'object', 'embed', 'applet', 'audio', 'video', 'canvas', 'frameset', 'listing', 'button'];

const marked = new Marked({ gfm: true, async: false, renderer: { checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ') } });

/**
 * Synchronous and, for hostile text, costly: run it in a thread that can be ended (`article-renderer.ts`). No scripts, styles, classes, frames or forms; ids are our own; links go to
 * http, https, mailto, tel and places of the page; a picture is one of `/files/<key>/...`, found below `filesBase`, and any other becomes a link to it: a page of ours loads nothing from elsewhere.
 */
export function renderArticle(markdown: string, filesBase: string): RenderedArticle {
  const raw = marked.parse(markdown) as string;
  if (refuseHtml(raw) !== null) return { html: null, headings: [] };
  const clean = sanitizeHtml(raw, {
    allowedTags, nonTextTags: droppedWithText,
    allowedAttributes: { '*': ['dir', 'lang'], a: ['href', 'title', 'rel'], img: ['src', 'alt', 'title', 'loading'], td: ['colspan', 'rowspan', 'align'], th: ['colspan', 'rowspan', 'scope', 'align'], ol: ['start', 'reversed'], abbr: ['title'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'], allowedSchemesByTag: { img: [] }, allowProtocolRelative: false, parseStyleAttributes: false, enforceHtmlBoundary: false,
    transformTags: {
      h1: 'h2', // the page's own heading is the article's title
      a: (tagName, { href = '', title }): sanitizeHtml.Tag => {
        const to = linkOf(href);
        return to === null ? { tagName: 'span', attribs: {} } : { tagName, attribs: { href: to, ...(title && { title }), ...(/^https?:/i.test(to) && { rel: 'noopener noreferrer' }) } };
      },
      img: (tagName, { src = '', alt = '', title }): sanitizeHtml.Tag => {
        const picture = pictureOf(src, filesBase);
        if (picture !== null) return { tagName, attribs: { src: picture, alt, loading: 'lazy', ...(title && { title }) } };
        const to = linkOf(src);
        // Not within another link: the tag before decides nothing here, and a browser closes the outer one.
        return to !== null && /^https?:/i.test(to) ? { tagName: 'a', attribs: { href: to, rel: 'noopener noreferrer' }, text: alt === '' ? to : alt } : { tagName: 'span', attribs: {}, text: alt };
      },
    },
  });
  return withHeadings(clean);
}

/** As it is, without the characters that browsers drop inside addresses (WHATWG URL 4.4); null for what is none. */
function linkOf(href: string): string | null {
  // oxlint-disable-next-line no-control-regex -- controls are what it removes
  const address = href.replaceAll(/[\u0000-\u0020]+/g, '');
  if (/^#[\w\-\p{L}\p{N}%]{1,200}$/u.test(address)) return address;
  if (/^(?:mailto|tel):[^<>"']{1,2000}$/i.test(address)) return address;
  if (/^https?:\/\//i.test(address)) return URL.canParse(address) ? new URL(address).href : null;
  // A path of this host; `//host` and `/\host` are another's.
  return /^\/(?![/\\])[^<>"'\\]{0,2000}$/.test(address) ? address : null;
}

function pictureOf(src: string, filesBase: string): string | null {
  const [, key] = /^\/files\/([\w-]{22})(?:\/[^<>"'\\?#]{0,300})?$/.exec(src.trim()) ?? [];
  return key === undefined ? null : `${filesBase}/${key}`;
}

/** The cleaner's output is well-formed: its headings can be told by a pattern. They get ids of our own, made of their words. */
function withHeadings(clean: string): RenderedArticle {
  const headings: ArticleHeading[] = [];
  const taken = new Set<string>();
  const html = clean.replaceAll(/<h([2-6])((?: (?:dir|lang)="[^"]*")*)>([^]*?)<\/h\1>/g, (whole, level: string, attributes: string, inner: string) => {
    const text = plain(inner);
    if (text === '') return whole;
    const words = (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).join('-').slice(0, 60) || 'section';
    let id = `h-${words}`;
    for (let n = 2; taken.has(id); n += 1) id = `h-${words}-${n}`;
    taken.add(id);
    headings.push({ id, level: Number(level) as ArticleHeading['level'], text });
    return `<h${level} id="${id}"${attributes}>${inner}</h${level}>`;
  });
  return { html, headings };
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

function plain(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity).replaceAll(/\s+/g, ' ').trim();
}
