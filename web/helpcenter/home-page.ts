import type { PublicArticleRow, PublicCategory } from '#core/knowledge/index.ts';
import { html } from '../claim/html.ts';
import { articleList } from './article-list.ts';
import { localeName } from './direction.ts';
import { helpPage, searchForm } from './layout.ts';
import { places, siteTitle, type Site } from './site.ts';
import { helpTexts } from './texts.ts';

export interface HomeContent {
  /** The top of the tree, in the page's locale, or in the base's own where it is not translated. */
  readonly categories: readonly PublicCategory[];
  /** Those in no category. */
  readonly loose: readonly PublicArticleRow[];
  readonly popular: readonly PublicArticleRow[];
}

export function homePage(site: Site, locale: string, { categories, loose, popular }: HomeContent): string {
  const texts = helpTexts(locale);
  const { base, path } = site;
  const body = html`
${categories.length === 0 && loose.length === 0 ? html`<p>${texts.noArticles}</p>` : null}
${categories.length === 0 ? null : html`<ul class="cards">${categories.map((each) => html`<li class="card"><h2><a href="${path}${places.category(each.locale, each.slug)}" lang="${each.locale}" dir="auto">${each.name}</a></h2>${each.description === null ? null : html`<p lang="${each.locale}" dir="auto">${each.description}</p>`}<p class="soft">${texts.articles(each.articleCount)}${each.locale === locale ? null : ` · ${localeName(each.locale)}`}</p></li>`)}</ul>`}
${popular.length === 0 ? null : html`<h2>${texts.popular}</h2>${articleList(site, locale, popular)}`}
${loose.length === 0 ? null : html`<h2>${texts.moreArticles}</h2>${articleList(site, locale, loose)}`}`;
  return helpPage({
    site, locale, title: siteTitle(site), description: base.headerText ?? undefined, place: places.home(locale), alternates: base.locales.map((each) => ({ locale: each, place: places.home(each) })), body,
    hero: html`<div class="hero"><h1 dir="auto">${base.headerText ?? siteTitle(site)}</h1>${searchForm(site, locale)}</div>`,
  });
}
