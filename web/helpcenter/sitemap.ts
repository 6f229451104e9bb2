import { html } from '../claim/html.ts';
import { places, type Site } from './site.ts';

export interface SitemapEntry { readonly noun: 'article' | 'category'; readonly locale: string; readonly slug: string; readonly groupId: number; readonly changedAt: string }

/** Every page that search engines may keep, with its other locales (sitemaps.org 0.9, xhtml alternates). */
export function sitemap({ base, canonical }: Site, entries: readonly SitemapEntry[]): string {
  const placeOf = ({ noun, locale, slug }: SitemapEntry): string => (noun === 'article' ? places.article(locale, slug) : places.category(locale, slug));
  const groups = new Map<string, SitemapEntry[]>();
  for (const entry of entries) groups.set(`${entry.noun} ${entry.groupId}`, [...groups.get(`${entry.noun} ${entry.groupId}`) ?? [], entry]);
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${base.locales.map((locale) => html`<url><loc>${canonical}${places.home(locale)}</loc></url>
`)}${entries.map((entry) => {
    const others = groups.get(`${entry.noun} ${entry.groupId}`) ?? [];
    return html`<url><loc>${canonical}${placeOf(entry)}</loc><lastmod>${entry.changedAt.slice(0, 10)}</lastmod>${others.length < 2 ? null : others.map((other) => html`<xhtml:link rel="alternate" hreflang="${other.locale}" href="${canonical}${placeOf(other)}"/>`)}</url>
`;
  })}</urlset>
`.text;
}

export const robots = ({ canonical }: Site): string => `User-agent: *\nDisallow: */search\nAllow: /\nSitemap: ${canonical}/sitemap.xml\n`;
