import { formField, formToken } from './form-field.ts';
import { html, type Markup } from './html.ts';
import { layout, type PageBase } from './layout.ts';
import { filled } from './texts.ts';

export interface HomeApi { readonly name: string; readonly title: string }
export interface HomeToken { readonly id: number; readonly name: string; readonly dialect: string; readonly lastUsedAt: string | null }
export interface HomeDemo { readonly state: 'none' | 'running' | 'done' | 'failed'; readonly text: string; readonly key?: string | undefined }

export interface HomePage extends PageBase {
  readonly token: string;
  readonly name: string;
  readonly company: string;
  readonly slug: string;
  readonly address: string;
  readonly apis: readonly HomeApi[];
  readonly tokens: readonly HomeToken[];
  /** Just made: shown this once. */
  readonly newToken: { readonly secret: string; readonly name: string; readonly tryIt: string | null } | null;
  readonly problem: string | null;
  readonly demo: HomeDemo;
  /** Null: there is no console. */
  readonly consolePath?: string | null;
}

const refreshSeconds = 2;

/** What the owner finds until the desk stands: APIs, tokens, import, demo. */
export function homePage(page: HomePage): string {
  const { texts, nonce, name, company } = page;
  const body = html`<section>
<h1>${filled(texts.homeTitle, { name })}</h1>
<p>${filled(texts.homeText, { company })}</p>
${(page.consolePath ?? null) === null ? null : html`<p><a href="${page.consolePath}">${texts.toDesk}</a></p>`}
</section>
${apisSection(page)}
${importSection(page)}
${demoSection(page)}`;
  const corner = html`<form method="post" action="/logout">${formToken(page.token)}<button class="quiet" type="submit">${texts.signOut}</button></form>`;
  return layout({ texts, nonce, title: company, body, corner, refreshSeconds: page.demo.state === 'running' && page.newToken === null ? refreshSeconds : undefined, refreshTo: '/home' });
}

function apisSection({ texts, address, apis, tokens, token, newToken, problem }: HomePage): Markup {
  return html`<section aria-labelledby="apis">
<h2 id="apis">${texts.apisTitle}</h2>
<p>${texts.apisText} <a href="/openapi">${texts.documents}</a></p>
<p>${texts.baseUrl}: <code>${address}</code></p>
${problem === null ? null : html`<p class="notice bad" role="alert">${problem}</p>`}
${newToken === null ? null : html`<div class="notice" role="status"><p>${texts.tokenNew}</p><pre>${newToken.secret}</pre>${newToken.tryIt === null ? null : html`<p>${texts.tokenTry}</p><pre>${newToken.tryIt}</pre>`}</div>`}
${apis.length === 0 ? html`<p class="hint">${texts.noApis}</p>` : html`<form method="post" action="/tokens"><div class="row">
${formToken(token)}
<div class="field"><label for="dialect">${texts.api}</label><select id="dialect" name="dialect">${apis.map((api) => html`<option value="${api.name}">${api.title}</option>`)}</select></div>
${formField({ name: 'name', label: texts.tokenName, placeholder: texts.tokenNameExample, maxLength: 100 })}
<button type="submit">${texts.createToken}</button>
</div></form>`}
${tokens.length === 0 ? html`<p class="hint">${texts.noTokens}</p>` : html`<div class="wide"><table>
<thead><tr><th scope="col">${texts.tokens}</th><th scope="col">${texts.api}</th><th scope="col">${texts.tokenUsed}</th><td></td></tr></thead>
<tbody>${tokens.map((one) => html`<tr><th scope="row">${one.name}</th><td>${one.dialect}</td><td>${one.lastUsedAt?.slice(0, 16).replace('T', ' ') ?? texts.tokenNever}</td>
<td><form method="post" action="/tokens/${one.id}/revoke">${formToken(token)}<button class="quiet" type="submit" aria-label="${filled(texts.revokeNamed, { name: one.name })}">${texts.revoke}</button></form></td></tr>`)}</tbody>
</table></div>`}
</section>`;
}

function importSection({ texts, slug }: HomePage): Markup {
  return html`<section aria-labelledby="import">
<h2 id="import">${texts.importTitle}</h2>
<p>${texts.importText}</p>
<pre>./patchbay import mail.mbox --account ${slug} --channel support@example.com --internal-domain example.com</pre>
</section>`;
}

function demoSection({ texts, demo, token }: HomePage): Markup {
  return html`<section aria-labelledby="demo">
<h2 id="demo">${texts.demoTitle}</h2>
<p>${texts.demoText}</p>
${demo.state === 'running' ? html`<p class="notice" role="status">${texts.demoRunning} ${demo.text}</p>` : null}
${demo.state === 'done' ? html`<p class="notice" role="status">${texts.demoDone} ${demo.text}</p>` : null}
${demo.state === 'failed' ? html`<p class="notice bad" role="alert">${texts.demoFailed} ${demo.text}</p>` : null}
${demo.state === 'none' || demo.state === 'failed' ? html`<form method="post" action="/demo">${formToken(token)}<button class="quiet" type="submit">${texts.demoButton}</button></form>` : null}
</section>`;
}
