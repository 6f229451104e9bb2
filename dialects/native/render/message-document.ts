import type { MessageContent } from '#core/desk/index.ts';

export interface DocumentOptions {
  /** Where images of the mail itself are fetched from, without a query: the only address of ours that the document may load. */
  readonly filesUrl: string;
  /** Content-ID -> address below `filesUrl`. */
  readonly links: ReadonlyMap<string, string>;
  /** The reader asked for what lies on other people's servers. */
  readonly withRemoteImages: boolean;
}

/**
 * A message as a whole document for `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src>`. The HTML was sanitised when it was
 * stored; this is the second wall: a policy that runs, loads and sends nothing but what is named here, whatever stands in the HTML.
 */
export function messageDocument({ html, text }: Pick<MessageContent, 'html' | 'text'>, options: DocumentOptions): string {
  const body = html === null ? `<pre>${escapeHtml(text)}</pre>` : rewriteImages(html, options);
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${escapeHtml(loadingPolicy(options))}">`
    + '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title></title>'
    + `<style>${style}</style></head><body>${body}</body></html>`;
}

/** Headers of the document: framed by our own pages only, an origin of its own, no scripts, no forms. */
export function documentHeaders(options: Pick<DocumentOptions, 'filesUrl' | 'withRemoteImages'>): Record<string, string> {
  return {
    'content-security-policy': `sandbox allow-popups allow-popups-to-escape-sandbox; ${loadingPolicy(options)}; frame-ancestors 'self'`,
    'x-frame-options': 'SAMEORIGIN',
    'cache-control': 'private, no-store',
  };
}

function loadingPolicy({ filesUrl, withRemoteImages }: Pick<DocumentOptions, 'filesUrl' | 'withRemoteImages'>): string {
  return `default-src 'none'; style-src 'unsafe-inline'; img-src ${filesUrl} data:${withRemoteImages ? ' https:' : ''}; base-uri 'none'; form-action 'none'`;
}

const style = 'html{overflow-wrap:anywhere}body{margin:0;font:14px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}img{max-width:100%;height:auto}pre{margin:0;font:inherit;white-space:pre-wrap}table{max-width:100%}blockquote{margin:.5em 0;padding-inline-start:.8em;border-inline-start:2px solid #ccc}';

/** The sanitiser writes attributes in double quotes and escapes `<`, `>` and `"` inside them, so a tag ends at its first `>`. */
function rewriteImages(html: string, { links, withRemoteImages }: DocumentOptions): string {
  return html.replaceAll(/<img\b[^<>]*>/gi, (tag) => tag
    .replace(/ src="cid:([^"]*)"/i, (_, name: string) => {
      const url = links.get(contentIdOf(name));
      return url === undefined ? '' : ` src="${escapeHtml(url)}"`;
    })
    .replace(/ data-remote-src="([^"]*)"/i, (kept, url: string) => (withRemoteImages && /^https:\/\//i.test(url) ? ` src="${url}"` : kept)));
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
