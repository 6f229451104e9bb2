import { createHash } from 'node:crypto';
import { html, Markup } from '../claim/html.ts';
import { directionOf, localeName } from './direction.ts';
import { places, siteTitle, type Site } from './site.ts';
import { helpStyle } from './style.ts';
import { helpTexts } from './texts.ts';

export interface HelpPage {
  readonly site: Site;
  readonly locale: string;
  readonly title: string;
  readonly description?: string | undefined;
  /** Below the site's address; absent: no address that search engines may keep. */
  readonly place?: string;
  /** The same page in other locales, itself included: below the site's address. */
  readonly alternates?: readonly { readonly locale: string; readonly place: string }[];
  /** Where the reader gets who picks another locale; absent: the alternates, else the beginning in that locale. */
  readonly switchTo?: (locale: string) => string;
  readonly kind?: 'article' | 'website';
  readonly body: Markup;
  /** What stands in the coloured band below the name. */
  readonly hero?: Markup | null;
  /** What is written in the search box. */
  readonly query?: string;
}

/** A whole document. Every value is escaped by the template. */
export function helpPage({ site, locale, title, description, place, alternates = [], switchTo, kind = 'website', body, hero = null, query = '' }: HelpPage): string {
  const texts = helpTexts(locale);
  const { base, path, canonical } = site;
  const full = title === siteTitle(site) ? title : `${title} · ${siteTitle(site)}`;
  return html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${full}</title>
${description ? html`<meta name="description" content="${description}">` : null}
${place === undefined ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${canonical}${place}">`}
${place === undefined ? null : alternates.map((each) => html`<link rel="alternate" hreflang="${each.locale}" href="${canonical}${each.place}">`)}
${place === undefined ? null : alternates.filter((each) => each.locale === base.defaultLocale).map((each) => html`<link rel="alternate" hreflang="x-default" href="${canonical}${each.place}">`)}
<meta property="og:title" content="${title}">
<meta property="og:type" content="${kind}">
<meta property="og:site_name" content="${siteTitle(site)}">
<meta property="og:locale" content="${locale.replaceAll('-', '_')}">
${description ? html`<meta property="og:description" content="${description}">` : null}
${place === undefined ? null : html`<meta property="og:url" content="${canonical}${place}">`}
${base.logoKey === null ? null : html`<meta property="og:image" content="${canonical}/files/${base.logoKey}">`}
<link rel="icon" href="data:,">
<style>${new Markup(helpStyle(base.colour))}</style>
</head>
<body>
<a class="skip" href="#content">${texts.skip}</a>
<header><div class="in">
<div class="top"><a class="brand" href="${path}${places.home(locale)}">${base.logoKey === null ? null : html`<img src="${path}/files/${base.logoKey}" alt="">`}<span dir="auto">${base.name}</span></a>${corner(site, locale, switchTo ?? ((other) => alternates.find((each) => each.locale === other)?.place ?? places.home(other)))}</div>
${hero}
${hero === null ? html`<div class="top">${searchForm(site, locale, query)}</div>` : null}
</div></header>
<main id="content"><div class="in">${body}</div></main>
<footer><div class="in">${base.homepageLink === null ? null : html`<a href="${base.homepageLink}" rel="noopener">${texts.toWebsite}</a>`}</div></footer>
</body>
</html>`.text;
}

function corner({ base, path }: Site, locale: string, switchTo: (locale: string) => string): Markup | null {
  if (base.locales.length < 2) return null;
  return html`<nav aria-label="${helpTexts(locale).languages}">${base.locales.map((each) => html`<a href="${path}${switchTo(each)}" hreflang="${each}" lang="${each}"${each === locale ? new Markup(' aria-current="true"') : null}>${localeName(each)}</a>`)}</nav>`;
}

export function searchForm({ path }: Site, locale: string, query = ''): Markup {
  const texts = helpTexts(locale);
  return html`<form class="find" role="search" action="${path}${places.search(locale)}" method="get"><input type="search" name="q" value="${query}" maxlength="300" aria-label="${texts.searchLabel}" placeholder="${texts.searchLabel}" required><button>${texts.search}</button></form>`;
}

export interface Crumb { readonly name: string; readonly place: string }

export function crumbs({ path }: Site, locale: string, way: readonly Crumb[]): Markup {
  const texts = helpTexts(locale);
  return html`<nav class="crumbs" aria-label="${texts.where}"><ol><li><a href="${path}${places.home(locale)}">${texts.home}</a></li>${way.map(({ name, place }) => html`<li><a href="${path}${place}" dir="auto">${name}</a></li>`)}</ol></nav>`;
}

/** The policy of a page: its own sheet by its hash, pictures and forms of this origin, nothing else. */
export function helpPolicy(colour: string): string {
  return `default-src 'none'; style-src 'sha256-${createHash('sha256').update(helpStyle(colour)).digest('base64')}'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
}
