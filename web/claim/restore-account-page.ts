import { formToken } from './form-field.ts';
import { html } from './html.ts';
import { layout, type PageBase } from './layout.ts';
import { filled } from './texts.ts';

/** Behind the link that undoes the deletion of an account: asks first. It posts to its own address. */
export function restoreAccountPage({ texts, nonce, token, accountName, day }: PageBase & { readonly token: string; readonly accountName: string; readonly day: string }): string {
  const body = html`<section>
<h1>${texts.restoreTitle}</h1>
<p>${filled(texts.restoreText, { name: accountName, day })}</p>
<form method="post">
${formToken(token)}
<button type="submit" autofocus>${texts.restoreButton}</button>
</form>
</section>`;
  return layout({ texts, nonce, title: texts.restoreTitle, body });
}
