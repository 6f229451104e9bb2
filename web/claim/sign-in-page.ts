import { formField, formToken } from './form-field.ts';
import { html } from './html.ts';
import { layout, type PageBase } from './layout.ts';

export interface SignInPage extends PageBase {
  readonly token: string;
  readonly email: string;
  readonly wantsCode: boolean;
  readonly problem: string | null;
}

export function signInPage({ texts, nonce, token, email, wantsCode, problem }: SignInPage): string {
  const body = html`<section>
<h1>${texts.signInTitle}</h1>
${problem === null ? null : html`<p class="notice bad" role="alert">${problem}</p>`}
<form method="post" action="/login">
${formToken(token)}
${formField({ name: 'email', label: texts.email, type: 'email', value: email, autocomplete: 'username', maxLength: 254, isFirst: email === '' })}
${formField({ name: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', maxLength: 250, isFirst: email !== '' })}
${wantsCode ? formField({ name: 'code', label: texts.code, autocomplete: 'one-time-code', hint: texts.codeHint, inputMode: 'numeric', maxLength: 10 }) : null}
<button type="submit">${texts.signIn}</button>
</form>
</section>`;
  return layout({ texts, nonce, title: texts.signInTitle, body });
}
