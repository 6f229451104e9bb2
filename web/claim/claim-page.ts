import { formField, formToken } from './form-field.ts';
import { html } from './html.ts';
import { layout, type PageBase } from './layout.ts';

export interface ClaimValues { readonly company: string; readonly name: string; readonly email: string; readonly zone: string }

export interface ClaimPage extends PageBase {
  readonly token: string;
  readonly values: ClaimValues;
  /** By field name. */
  readonly problems: Readonly<Partial<Record<keyof ClaimValues | 'password', string>>>;
  readonly zones: readonly string[];
}

/** Fills in the browser's zone where nobody chose one; UTC is what a page without script proposes. */
const guessZone = `(function(){var z=document.getElementById('zone');try{var g=Intl.DateTimeFormat().resolvedOptions().timeZone;if(z&&g&&(z.value===''||z.value==='UTC'))z.value=g}catch(e){}})()`;

/** The form behind the one-time link. It posts to its own address. */
export function claimPage({ texts, nonce, token, values, problems, zones }: ClaimPage): string {
  const isWrong = Object.keys(problems).length > 0;
  const body = html`<section>
<h1>${texts.claimTitle}</h1>
<p>${texts.claimText}</p>
${isWrong ? html`<p class="notice bad" role="alert">${texts.problems}</p>` : null}
<form method="post">
${formToken(token)}
${formField({ name: 'company', label: texts.company, value: values.company, autocomplete: 'organization', problem: problems.company, isFirst: !isWrong })}
${formField({ name: 'name', label: texts.yourName, value: values.name, autocomplete: 'name', problem: problems.name })}
${formField({ name: 'email', label: texts.email, type: 'email', value: values.email, autocomplete: 'username', problem: problems.email, maxLength: 254 })}
${formField({ name: 'password', label: texts.password, type: 'password', autocomplete: 'new-password', hint: texts.passwordHint, problem: problems.password, minLength: 10, maxLength: 250 })}
${formField({ name: 'zone', label: texts.zone, value: values.zone, hint: texts.zoneHint, problem: problems.zone, list: 'zones', maxLength: 60 })}
<datalist id="zones">${zones.map((zone) => html`<option value="${zone}"></option>`)}</datalist>
<button type="submit">${texts.claimButton}</button>
</form>
</section>`;
  return layout({ texts, nonce, title: texts.claimTitle, body, script: guessZone });
}
