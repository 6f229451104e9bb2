import { html } from './html.ts';
import type { PageBase } from './layout.ts';
import { noticePage } from './notice-page.ts';

/** `GET /` of a server without an account: says where the link is, and claims nothing. */
export function waitingPage({ texts, nonce, address }: PageBase & { readonly address: string }): string {
  return noticePage({
    texts, nonce, title: texts.waitingTitle, text: texts.waitingText,
    more: html`<pre>${address}/claim/…</pre><p>${texts.waitingHow}</p><pre>./patchbay setup --help</pre>`,
  });
}
