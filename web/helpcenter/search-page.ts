import type { ArticleSearchResult } from '#core/knowledge/index.ts';
import { html, type Markup } from '../claim/html.ts';
import { localeName } from './direction.ts';
import { helpPage } from './layout.ts';
import { places, type Site } from './site.ts';
import { helpTexts } from './texts.ts';

type Headline = ArticleSearchResult['hits'][number]['title'];

export function searchPage(site: Site, locale: string, query: string, { hits, corrections }: ArticleSearchResult): string {
  const texts = helpTexts(locale);
  const title = query === '' ? texts.searchTitle : hits.length === 0 ? texts.foundNothing(query) : texts.foundFor(query, hits.length);
  const body = html`<h1 dir="auto">${title}</h1>
${query !== '' && hits.length === 0 ? html`<p>${texts.foundNothingHint}</p>` : null}
${corrections.length === 0 ? null : html`<p class="note" dir="auto">${texts.alsoSearched(corrections.flatMap(({ also }) => also.slice(0, 4)).join(', '))}</p>`}
${hits.length === 0 ? null : html`<ul class="list">${hits.map((hit) => html`<li><a href="${site.path}${places.article(hit.locale, hit.slug)}" lang="${hit.locale}" dir="auto">${marked(hit.title)}</a>${hit.locale === locale ? null : html` <span class="soft">${localeName(hit.locale)}</span>`}<p class="soft" lang="${hit.locale}" dir="auto">${marked(hit.excerpt)}</p></li>`)}</ul>`}`;
  return helpPage({ site, locale, title, query, body, alternates: site.base.locales.map((each) => ({ locale: each, place: `${places.search(each)}?q=${encodeURIComponent(query)}` })) });
}

/** The text with the found words marked. */
function marked({ text, marks }: Headline): Markup[] {
  const pieces: Markup[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    pieces.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  return [...pieces, html`${text.slice(at)}`];
}
