import { formToken } from '../claim/form-field.ts';
import { html, type Markup } from '../claim/html.ts';
import { layout } from '../claim/layout.ts';
import type { Texts } from '../claim/index.ts';
import type { SurveyTexts } from './texts.ts';

interface Page { readonly base: Texts; readonly texts: SurveyTexts; readonly nonce: string }

export interface SurveyPage extends Page {
  readonly accountName: string;
  readonly question: string;
  readonly token: string;
  /** Marked when the page opens; null: none. */
  readonly rating: number | null;
  readonly feedback: string;
  readonly problem: string | null;
}

/** The question, five choices and room for words. */
export function surveyPage({ base, texts, nonce, accountName, question, token, rating, feedback, problem }: SurveyPage): string {
  const choice = (mark: number): Markup => html`<p><label><input type="radio" name="rating" value="${mark}" required${mark === rating ? html` checked` : null}> ${'★'.repeat(mark)} ${texts.marks[mark - 1]}</label></p>`;
  return shown({ base, texts, nonce }, accountName, texts.title, html`<section>
<h1>${texts.title}</h1>
<p>${question}</p>
${problem === null ? null : html`<p class="notice bad" role="alert">${problem}</p>`}
<form method="post">
${formToken(token)}
<fieldset><legend>${texts.legend}</legend>
${[5, 4, 3, 2, 1].map(choice)}
</fieldset>
<div class="field"><label for="feedback">${texts.feedback}</label>
<textarea id="feedback" name="feedback" rows="4" maxlength="5000">${feedback}</textarea></div>
<button type="submit">${texts.send}</button>
</form>
</section>`);
}

export function surveyThanksPage(page: Page & { readonly accountName: string }): string {
  const { texts, accountName } = page;
  return shown(page, accountName, texts.thanksTitle, html`<section><h1>${texts.thanksTitle}</h1><p role="status">${texts.thanks}</p></section>`);
}

/** Wrong, unknown, too old: one page, which tells a guesser nothing. */
export function surveyGonePage(page: Page): string {
  const { texts } = page;
  return shown(page, '', texts.goneTitle, html`<section><h1>${texts.goneTitle}</h1><p>${texts.gone}</p></section>`);
}

/** In the name of who asks, not in ours. */
function shown({ base, texts, nonce }: Page, accountName: string, title: string, body: Markup): string {
  return layout({ texts: { ...base, language: texts.language, brand: accountName, skip: texts.skip, footer: '' }, nonce, title, body });
}
