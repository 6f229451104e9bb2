import { html, type Markup } from './html.ts';
import { layout, type PageBase } from './layout.ts';

export interface NoticePage extends PageBase {
  readonly title: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly text: string };
  readonly more?: Markup;
}

/** One thing to say, and perhaps where to go from here. */
export function noticePage({ texts, nonce, title, text, link, more }: NoticePage): string {
  const body = html`<section>
<h1>${title}</h1>
<p>${text}</p>
${more}
${link === undefined ? null : html`<p><a href="${link.href}">${link.text}</a></p>`}
</section>`;
  return layout({ texts, nonce, title, body });
}
