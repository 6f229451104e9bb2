import { formField, formToken } from '../claim/form-field.ts';
import { html, type Markup } from '../claim/html.ts';
import { filled, type Texts } from '../claim/index.ts';
import { layout } from '../claim/layout.ts';
import type { MailboxTexts } from './texts.ts';

interface Page { readonly base: Texts; readonly texts: MailboxTexts; readonly nonce: string }

/** What stands in the form; the password never does. */
export interface MailboxValues { readonly host: string; readonly port: string; readonly security: 'tls' | 'starttls'; readonly userName: string }

export interface MailboxPage extends Page {
  readonly accountName: string;
  readonly address: string;
  readonly token: string;
  /** `company`: its own access opens it, and there is nothing to fill in. `href`: where one signs in at the service and consents. */
  readonly values: MailboxValues | 'company' | { readonly href: string };
  readonly problem: string | null;
}

/** Who asks for which mailbox, what is read of it, and how it is opened. */
export function mailboxPage({ base, texts, nonce, accountName, address, token, values, problem }: MailboxPage): string {
  return shown({ base, texts, nonce }, accountName, texts.title, html`<section>
<h1>${texts.title}</h1>
<p>${filled(texts.lead, { account: accountName, address })}</p>
<p>${texts.consent}</p>
${problem === null ? null : html`<p class="notice bad" role="alert">${problem}</p>`}
${typeof values === 'object' && 'href' in values
    ? html`<p>${texts.signIn}</p>
<p><a class="button" href="${values.href}">${texts.signInWith}</a></p>`
    : html`<form method="post">
${formToken(token)}
${values === 'company' ? html`<p>${texts.directory}</p>` : fields(texts, values)}
<button type="submit">${texts.connect}</button>
</form>`}
</section>`);
}

function fields(texts: MailboxTexts, { host, port, security, userName }: MailboxValues): Markup {
  const choice = (value: 'tls' | 'starttls'): Markup => html`<option value="${value}"${value === security ? html` selected` : null}>${texts.securities[value]}</option>`;
  return html`${formField({ name: 'userName', label: texts.userName, value: userName, autocomplete: 'username', maxLength: 320 })}
${formField({ name: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', hint: texts.passwordHint, maxLength: 4_096, isFirst: true })}
<div class="field"><label for="host">${texts.host}</label>
<input id="host" name="host" value="${host}" autocomplete="off" maxlength="253" aria-describedby="host-hint"><p class="hint" id="host-hint">${texts.hostHint}</p></div>
${formField({ name: 'port', label: texts.port, value: port, inputMode: 'numeric', maxLength: 5 })}
<div class="field"><label for="security">${texts.security}</label><select id="security" name="security">${(['tls', 'starttls'] as const).map(choice)}</select></div>`;
}

export function mailboxConnectedPage(page: Page & { readonly accountName: string; readonly address: string }): string {
  const { texts, accountName, address } = page;
  return shown(page, accountName, texts.doneTitle, html`<section><h1>${texts.doneTitle}</h1><p role="status">${filled(texts.done, { address })}</p></section>`);
}

/** Wrong, used, withdrawn, too old: one page, which tells a guesser nothing. */
export function mailboxGonePage(page: Page): string {
  const { texts } = page;
  return shown(page, '', texts.goneTitle, html`<section><h1>${texts.goneTitle}</h1><p>${texts.gone}</p></section>`);
}

/** In the name of who asks, not in ours. */
function shown({ base, texts, nonce }: Page, accountName: string, title: string, body: Markup): string {
  return layout({ texts: { ...base, language: texts.language, brand: accountName, skip: texts.skip, footer: '' }, nonce, title, body });
}
