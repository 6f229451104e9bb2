import { formToken } from './form-field.ts';
import { html } from './html.ts';
import { layout, type PageBase } from './layout.ts';

/** Behind a link that signs somebody in once: asks first. It posts to its own address. */
export function signInLinkPage({ texts, nonce, token }: PageBase & { readonly token: string }): string {
  const body = html`<section>
<h1>${texts.signInTitle}</h1>
<p>${texts.signInLinkText}</p>
<form method="post">
${formToken(token)}
<button type="submit" autofocus>${texts.signIn}</button>
</form>
</section>`;
  return layout({ texts, nonce, title: texts.signInTitle, body });
}
