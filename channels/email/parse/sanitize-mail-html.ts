import sanitizeHtml from 'sanitize-html';
import { refuseHtml, type HtmlRefusal } from '#core/kernel/index.ts';
import { safeStyle } from './safe-style.ts';

export type SanitizedHtml = { html: string; remoteImages: number; refusal: null } | { html: null; remoteImages: 0; refusal: HtmlRefusal };

const allowedTags = ['a', 'abbr', 'acronym', 'address', 'article', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'];

/** Elements whose text goes with them. Foreign content (svg, math) and raw text elements are where parsers disagree. */
const droppedWithText = ['script', 'style', 'textarea', 'option', 'select', 'noscript', 'title', 'xmp', 'noembed', 'noframes', 'plaintext', 'svg', 'math', 'template', 'iframe', 'object', 'embed', 'applet', 'audio', 'video', 'canvas', 'frameset', 'listing'];

const common = ['style', 'dir', 'lang', 'title', 'align', 'valign', 'bgcolor', 'width', 'height'];

const allowedAttributes = {
  '*': common,
  a: ['href', 'target', 'rel'],
  img: ['src', 'data-remote-src', 'alt', 'border', 'hspace', 'vspace'],
  table: ['border', 'cellpadding', 'cellspacing', 'summary'],
  td: ['colspan', 'rowspan', 'nowrap', 'headers'],
  th: ['colspan', 'rowspan', 'nowrap', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  font: ['color', 'face', 'size'],
  ol: ['start', 'type', 'reversed'],
  ul: ['type'],
  li: ['value', 'type'],
  blockquote: ['type'],
};

/**
 * HTML of a mail made safe for a sandboxed frame: no script, form, `id`, `name`, or style that leaves its place; remote
 * images wait in `data-remote-src`; `cid:` images stay for the caller to fill. HTML that is too large or too deep gives
 * null and a reason, and the caller shows the text. Synchronous and costly: run it in the pool (`create-parse-pool.ts`).
 */
export function sanitizeMailHtml(html: string): SanitizedHtml {
  const refusal = refuseHtml(html);
  if (refusal !== null) return { html: null, remoteImages: 0, refusal };
  let remoteImages = 0;
  const clean = sanitizeHtml(html, {
    allowedTags,
    allowedAttributes,
    nonTextTags: droppedWithText,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    enforceHtmlBoundary: false,
    transformTags: {
      // The transform of `*` runs after that of a tag, so all is done in one.
      '*': (tagName, attribs) => {
        const attributes = tidyAttributes(attribs);
        if (tagName === 'a') return { tagName, attribs: tidyLink(attributes) };
        if (tagName !== 'img') return { tagName, attribs: attributes };
        const image = tidyImage(attributes);
        if (image.isRemote) remoteImages++;
        return { tagName, attribs: image.attributes };
      },
    },
  });
  return { html: clean, remoteImages, refusal: null };
}

type Attributes = Record<string, string>;

function tidyAttributes(attributes: Attributes): Attributes {
  const { style, 'data-remote-src': _forged, ...rest } = attributes;
  const safe = style === undefined ? '' : safeStyle(style);
  return safe === '' ? rest : { ...rest, style: safe };
}

/** Links open outside the frame and tell nothing about where they were clicked. */
function tidyLink(attributes: Attributes): Attributes {
  const { target: _target, rel: _rel, ...rest } = attributes;
  return rest['href'] === undefined ? rest : { ...rest, target: '_blank', rel: 'noopener noreferrer nofollow' };
}

function tidyImage(attributes: Attributes): { attributes: Attributes; isRemote: boolean } {
  const { src = '', ...rest } = attributes;
  // Browsers drop line breaks and tabs inside addresses (WHATWG URL section 4.4), so they are dropped before judging.
  // oxlint-disable-next-line no-control-regex -- controls are what it removes
  const address = src.replace(/[\u0000-\u0020]+/g, '');
  if (/^cid:[^"'<>]{1,500}$/i.test(address)) return { attributes: { ...rest, src: address }, isRemote: false };
  if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]*$/i.test(address)) return { attributes: { ...rest, src: address }, isRemote: false };
  const remote = address.startsWith('//') ? `https:${address}` : address;
  if (!/^https?:\/\//i.test(remote) || !URL.canParse(remote)) return { attributes: rest, isRemote: false };
  return { attributes: { ...rest, 'data-remote-src': new URL(remote).href }, isRemote: true };
}
