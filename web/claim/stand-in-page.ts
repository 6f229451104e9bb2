import { html } from './html.ts';
import { layout, type PageBase } from './layout.ts';

export interface StandInPage extends PageBase {
  readonly title: string;
  readonly text: string;
  /** The page that this one stands in for: tried again every two seconds. Null: it will not come. */
  readonly address: string | null;
  readonly reason: string | null;
}

const refreshSeconds = 2;

/** In place of a page that is not there yet, or could not be made. */
export function standInPage({ texts, nonce, title, text, address, reason }: StandInPage): string {
  const body = html`<section role="status">
<h1>${title}</h1>
<p>${text}</p>
${reason === null ? null : html`<pre>${reason}</pre>`}
<p><a href="/home">${texts.homeLink}</a></p>
</section>`;
  return layout({ texts, nonce, title, body, ...(address === null ? {} : { refreshSeconds, refreshTo: address }) });
}
