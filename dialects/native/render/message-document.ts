import { createHash } from 'node:crypto';
import type { MessageContent } from '#core/desk/index.ts';
import { foldHtmlQuote } from './fold-html-quote.ts';

export interface DocumentOptions {
  /** Where images of the mail itself are fetched from, without a query: the only address of ours that the document may load. */
  readonly filesUrl: string;
  /** Content-ID -> address below `filesUrl`. */
  readonly links: ReadonlyMap<string, string>;
  /** The reader asked for what lies on other people's servers. */
  readonly withRemoteImages: boolean;
  /** The reader's page is dark; heeded where the mail says nothing about colours. */
  readonly isDark?: boolean;
  /** Leaves the mail that is quoted at the end out. */
  readonly foldsQuote?: boolean;
  /** For browsers that do not size a frame by what is in it: our own script tells the height, pinned by its hash. */
  readonly measures?: boolean;
}

/**
 * A message as a whole document for `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src>`. The HTML was sanitised when it was
 * stored; this is the second wall: a policy that runs, loads and sends nothing but what is named here, whatever stands in the HTML.
 */
export function messageDocument({ html, text }: Pick<MessageContent, 'html' | 'text'>, options: DocumentOptions): string {
  const shown = html !== null && options.foldsQuote === true ? foldHtmlQuote(html) ?? html : html;
  const body = shown === null ? `<pre>${escapeHtml(text)}</pre>` : rewriteImages(shown, options);
  const takesTheme = shown === null || !hasColours(shown);
  const isDark = takesTheme && options.isDark === true;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${escapeHtml(loadingPolicy(options))}">`
    + '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><meta name="responsive-embedded-sizing" content="allow-origins=*">'
    + `<meta name="color-scheme" content="${isDark ? 'dark' : 'light'}"><title></title><style>${style}${isDark ? darkStyle : takesTheme ? '' : 'html{background:#fff}body{padding:8px}'}</style>${options.measures === true ? `<script>${measureScript}</script>` : ''}</head><body>${body}</body></html>`;
}

/** Headers of the document: framed by our own pages only, an origin of its own, no scripts (but for the one that was asked for), no forms. */
export function documentHeaders(options: Pick<DocumentOptions, 'filesUrl' | 'withRemoteImages' | 'measures'>): Record<string, string> {
  return {
    'content-security-policy': `sandbox ${options.measures === true ? 'allow-scripts ' : ''}allow-popups allow-popups-to-escape-sandbox; ${loadingPolicy(options)}; frame-ancestors 'self'`,
    'x-frame-options': 'SAMEORIGIN',
    'cache-control': 'private, no-store',
  };
}

function loadingPolicy({ filesUrl, withRemoteImages, measures }: Pick<DocumentOptions, 'filesUrl' | 'withRemoteImages' | 'measures'>): string {
  return `default-src 'none'; ${measures === true ? `script-src '${measureHash}'; ` : ''}style-src 'unsafe-inline'; img-src ${filesUrl} data:${withRemoteImages ? ' https:' : ''}; base-uri 'none'; form-action 'none'`;
}

/**
 * `flow-root`: margins and floats count for the height. On a narrow screen fixed widths give way; what is wide all the same scrolls sideways,
 * with room for the bar. A bar at the side would take width from what it is there for: pictures and lines then fit with it and not without.
 */
const style = 'html{overflow-wrap:anywhere;overflow-x:auto}body{margin:0;padding-bottom:1px;display:flow-root;font:14px/1.55 system-ui,sans-serif;color:#1a1a1a}::-webkit-scrollbar{width:0;height:10px}::-webkit-scrollbar-thumb{background:#8888;border-radius:5px}img{max-width:100%;height:auto}pre{margin:0;font:inherit;white-space:pre-wrap}pre code,code{font-family:ui-monospace,monospace;font-size:.93em}table{max-width:100%}ul,ol{margin:.3em 0;padding-inline-start:1.6em}blockquote{margin:.5em 0;padding-inline-start:.8em;border-inline-start:2px solid #ccc}'
  + '@media(max-width:40rem){table,tbody,tr,td,th,div,p,section,center{max-width:100%!important;min-width:0!important}table,div{width:auto}}';
const darkStyle = 'body{color:#e8eaec}a{color:#8ab8ff}blockquote{border-color:#3a4149}';

/** Tells the page around it how tall the document is, whenever that changes. It reads one number and takes nothing in. */
const measureScript = "addEventListener('DOMContentLoaded',()=>{let last=0;const tell=()=>{const height=Math.ceil(document.body.getBoundingClientRect().height);if(height!==last){last=height;parent.postMessage({type:'patchbay:mail-height',height},'*')}};new ResizeObserver(tell).observe(document.body);tell()})";
export const measureHash: string = `sha256-${createHash('sha256').update(measureScript).digest('base64')}`;

/** Whether the mail says anything about colours: then it was made for white paper. */
function hasColours(html: string): boolean {
  return /<[^<>]*(?:\sbgcolor=|\sstyle="[^"<>]*(?:color|background)|\scolor=)/i.test(html);
}

/** The sanitiser writes attributes in double quotes and escapes `<`, `>` and `"` inside them, so a tag ends at its first `>`. */
function rewriteImages(html: string, { links, withRemoteImages }: DocumentOptions): string {
  return withoutViewportUnits(html).replaceAll(/<img\b[^<>]*>/gi, (tag) => tag
    .replace(/ src="cid:([^"]*)"/i, (_, name: string) => {
      const url = links.get(contentIdOf(name));
      return url === undefined ? '' : ` src="${escapeHtml(url)}"`;
    })
    .replace(/ data-remote-src="([^"]*)"/i, (kept, url: string) => (withRemoteImages && /^https:\/\//i.test(url) ? ` src="${url}"` : kept)));
}

/** Heights by the window would grow with the frame that grows with them. */
function withoutViewportUnits(html: string): string {
  return html.replaceAll(/ style="[^"]*"/gi, (style) => style.replaceAll(/\d[\d.]*[sld]?v(?:h|min|max|b)\b/gi, 'auto'));
}

/** A Content-ID as the message has it: RFC 2392 percent-encodes it, the sanitiser escapes `&`. */
function contentIdOf(written: string): string {
  const plain = written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
