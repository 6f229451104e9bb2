import { html, Markup } from './html.ts';
import { pageStyle } from './page-style.ts';
import type { Texts } from './texts.ts';

/** What every page needs: the language and the nonce that its Content-Security-Policy names. */
export interface PageBase {
  readonly texts: Texts;
  readonly nonce: string;
}

export interface Layout extends PageBase {
  readonly title: string;
  readonly body: Markup;
  /** Beside the brand, on the right. */
  readonly corner?: Markup | null;
  /** Inline script; the page works without it. */
  readonly script?: string | undefined;
  /** `/` is loaded again after so many seconds; by its address, because a reload of one with a fragment stays on the page. */
  readonly refreshSeconds?: number | undefined;
  /** Instead of `/`: a path of our own. */
  readonly refreshTo?: string | undefined;
}

/** A whole document, no assets from anywhere. */
export function layout({ texts, nonce, title, body, corner, script, refreshSeconds, refreshTo = '/' }: Layout): string {
  return html`<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
${refreshSeconds === undefined ? null : html`<meta http-equiv="refresh" content="${refreshSeconds}; url=${refreshTo}">`}
<title>${title} · ${texts.brand}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${new Markup(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#content">${texts.skip}</a>
<header><strong>${texts.brand}</strong>${corner}</header>
<main id="content">${body}</main>
<footer>${texts.footer}</footer>
${script === undefined ? null : html`<script nonce="${nonce}">${new Markup(script)}</script>`}
</body>
</html>`.text;
}

/** The policy for a page of this layout: nothing but its own style and script, forms to this origin. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'", `style-src 'nonce-${nonce}'`, `script-src 'nonce-${nonce}'`, 'img-src data:', "form-action 'self'",
    "frame-ancestors 'none'", "base-uri 'none'",
  ].join('; ');
}
