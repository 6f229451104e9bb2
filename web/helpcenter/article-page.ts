import type { PublicArticle, PublicCategory, PublicPlace, RenderedArticle } from '#core/knowledge/index.ts';
import { html, Markup } from '../claim/html.ts';
import { directionOf, localeName } from './direction.ts';
import { crumbs, helpPage } from './layout.ts';
import { places, type Site } from './site.ts';
import { helpTexts } from './texts.ts';

export interface ArticleContent {
  readonly article: PublicArticle;
  readonly rendered: RenderedArticle;
  /** From the top down. */
  readonly above: readonly PublicCategory[];
  readonly translations: readonly PublicPlace[];
  /** The reader has just said something. */
  readonly isSaid: boolean;
  /** He came for another locale. */
  readonly wantedLocale: string | null;
}

/** `locale`: of the article. The words around it are those of the locale that was asked for. */
export function articlePage(site: Site, { article, rendered, above, translations, isSaid, wantedLocale }: ArticleContent): string {
  const { locale } = article;
  const texts = helpTexts(locale);
  const listed = rendered.headings.filter(({ level }) => level <= 3);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(article.changedAt));
  const body = html`${crumbs(site, locale, above.map((each) => ({ name: each.name, place: places.category(each.locale, each.slug) })))}
${wantedLocale === null ? null : html`<p class="note" lang="${helpTexts(wantedLocale).lang}" dir="${directionOf(helpTexts(wantedLocale).lang)}">${helpTexts(wantedLocale).onlyIn(localeName(locale))}</p>`}
<div class="read${listed.length > 1 ? ' has-toc' : ''}">
${listed.length > 1 ? html`<nav class="toc box" aria-label="${texts.contents}"><h2>${texts.contents}</h2><ol>${listed.map(({ id, level, text }) => html`<li class="in${level}"><a href="#${id}">${text}</a></li>`)}</ol></nav>` : null}
<article class="box">
<h1 dir="auto">${article.title}</h1>
<p class="soft">${texts.updated(day)}</p>
${article.description === '' ? null : html`<p dir="auto">${article.description}</p>`}
<div class="body" dir="auto">${rendered.html === null ? html`<div class="plain">${article.content}</div>` : new Markup(rendered.html)}</div>
</article>
</div>
${feedback(site, article, isSaid)}`;
  return helpPage({
    site, locale, title: article.title, description: article.description === '' ? undefined : article.description, place: places.article(locale, article.slug), kind: 'article', body,
    alternates: translations.map((each) => ({ locale: each.locale, place: places.article(each.locale, each.slug) })),
    switchTo: (other) => places.article(other, translations.find((each) => each.locale === other)?.slug ?? article.slug),
  });
}

function feedback({ path }: Site, { locale, slug }: PublicArticle, isSaid: boolean): Markup {
  const texts = helpTexts(locale);
  if (isSaid) return html`<section class="box ask" id="feedback" role="status"><p>${texts.thanks}</p></section>`;
  return html`<section class="box ask" id="feedback" aria-labelledby="ask"><h2 id="ask">${texts.helpfulQuestion}</h2>
<form method="post" action="${path}${places.feedback(locale, slug)}"><label for="comment">${texts.commentLabel}</label><textarea id="comment" name="comment" maxlength="2000" rows="3"></textarea>
<div class="row"><button name="helpful" value="yes">${texts.yes}</button><button name="helpful" value="no">${texts.no}</button></div></form></section>`;
}
