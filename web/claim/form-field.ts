import { html, type Markup } from './html.ts';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string | undefined;
  readonly autocomplete?: string;
  readonly hint?: string | undefined;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly list?: string;
  readonly placeholder?: string;
  readonly inputMode?: string;
  readonly isFirst?: boolean;
}

/** A labelled input whose hint and problem a screen reader reads with it. */
export function formField({ name, label, type = 'text', value = '', autocomplete = 'off', hint, problem, maxLength = 200, minLength, list, placeholder, inputMode, isFirst = false }: FormField): Markup {
  const described = [hint === undefined ? null : `${name}-hint`, problem === undefined ? null : `${name}-problem`].filter((id) => id !== null).join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" maxlength="${maxLength}" required
${minLength === undefined ? null : html` minlength="${minLength}"`}${list === undefined ? null : html` list="${list}"`}
${placeholder === undefined ? null : html` placeholder="${placeholder}"`}${inputMode === undefined ? null : html` inputmode="${inputMode}"`}
${described === '' ? null : html` aria-describedby="${described}"`}${problem === undefined ? null : html` aria-invalid="true"`}${isFirst ? html` autofocus` : null}>
${problem === undefined ? null : html`<p class="wrong" id="${name}-problem">${problem}</p>`}
${hint === undefined ? null : html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>`;
}

/** Proof that the form came from a page of ours. */
export function formToken(token: string): Markup {
  return html`<input type="hidden" name="form_token" value="${token}">`;
}
