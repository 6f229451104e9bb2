import { html } from '../claim/html.ts';
import { helpPage, searchForm } from './layout.ts';
import type { Site } from './site.ts';
import { helpTexts } from './texts.ts';

/** What is not there: with a search, so that one finds what is. */
export function notFoundPage(site: Site, locale: string, query = ''): string {
  const texts = helpTexts(locale);
  return helpPage({ site, locale, title: texts.notFound, query, body: html`<h1>${texts.notFound}</h1><p>${texts.notFoundHint}</p><div class="box">${searchForm(site, locale, query)}</div>`, hero: html`<div></div>` });
}

export function messagePage(site: Site, locale: string, which: 'tooMany' | 'failed'): string {
  const text = helpTexts(locale)[which];
  return helpPage({ site, locale, title: text, body: html`<h1>${text}</h1>` });
}
