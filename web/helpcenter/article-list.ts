import type { PublicArticleRow } from '#core/knowledge/index.ts';
import { html, type Markup } from '../claim/html.ts';
import { localeName } from './direction.ts';
import { places, type Site } from './site.ts';

export function articleList({ path }: Site, locale: string, articles: readonly PublicArticleRow[]): Markup {
  return html`<ul class="list">${articles.map((each) => html`<li><a href="${path}${places.article(each.locale, each.slug)}" lang="${each.locale}" dir="auto">${each.title}</a>${each.locale === locale ? null : html` <span class="soft">${localeName(each.locale)}</span>`}${each.description === '' ? null : html`<p class="soft" lang="${each.locale}" dir="auto">${each.description}</p>`}</li>`)}</ul>`;
}
