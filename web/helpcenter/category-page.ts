import type { PublicArticleRow, PublicCategory, PublicPlace } from '#core/knowledge/index.ts';
import { html } from '../claim/html.ts';
import { articleList } from './article-list.ts';
import { crumbs, helpPage } from './layout.ts';
import { places, type Site } from './site.ts';
import { helpTexts } from './texts.ts';

export interface CategoryContent {
  readonly category: PublicCategory;
  /** From the top down, without itself. */
  readonly above: readonly PublicCategory[];
  readonly below: readonly PublicCategory[];
  readonly articles: readonly PublicArticleRow[];
  readonly translations: readonly PublicPlace[];
}

export function categoryPage(site: Site, locale: string, { category, above, below, articles, translations }: CategoryContent): string {
  const texts = helpTexts(locale);
  const body = html`${crumbs(site, locale, above.map((each) => ({ name: each.name, place: places.category(each.locale, each.slug) })))}
<h1 dir="auto">${category.name}</h1>
${category.description === null ? null : html`<p dir="auto">${category.description}</p>`}
${below.length === 0 ? null : html`<ul class="cards">${below.map((each) => html`<li class="card"><h2><a href="${site.path}${places.category(each.locale, each.slug)}" dir="auto">${each.name}</a></h2>${each.description === null ? null : html`<p dir="auto">${each.description}</p>`}<p class="soft">${texts.articles(each.articleCount)}</p></li>`)}</ul>`}
${articles.length === 0 ? (below.length === 0 ? html`<p>${texts.noArticles}</p>` : null) : articleList(site, locale, articles)}`;
  return helpPage({
    site, locale, title: category.name, description: category.description ?? undefined, place: places.category(category.locale, category.slug), body,
    alternates: translations.map((each) => ({ locale: each.locale, place: places.category(each.locale, each.slug) })),
  });
}
