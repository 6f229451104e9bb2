import { createHmac, hkdfSync } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SecretKey } from '#core/accounts/index.ts';
import { serveStored, type FileStore } from '#core/files/index.ts';
import {
  findPublicAddresses, findPublicArticle, findPublicArticleAnywhere, findPublicFile, findPublicTranslations, findRedirect, giveFeedback, searchPublished, type PublicArticle, type PublicPlace, type RenderedArticle,
} from '#core/knowledge/index.ts';
import { CoreError, nowText, type Act, type Clock } from '#core/kernel/index.ts';
import { isDatabaseAway } from '#http/errors/is-database-away.ts';
import { sendFile } from '#http/files/send-file.ts';
import { createRateLimiter, RequestError, type RateWindow } from '#http/index.ts';
import { rateAddress } from '#http/limits/rate-address.ts';
import type { Database } from '#storage/index.ts';
import { articlePage, bareColour, barePage, categoryPage, homePage, messagePage, notFoundPage, places, robots, searchPage, sitemap, type CategoryContent, type Site } from '#web/helpcenter/index.ts';
import { formText } from '../pages/page-context.ts';
import { categoriesAbove, findCategoryContent, findHome, findShownCategories } from './find-content.ts';
import { createRenderedArticles } from './rendered-articles.ts';
import { sendElsewhere, sendHelpPage } from './send-help-page.ts';
import { findSite, preferredLocale, type FoundSite } from './site-of.ts';
import type { ViewCounter } from './view-counter.ts';

export interface HelpCentreOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly key: () => Promise<SecretKey>;
  readonly publicUrl: string | undefined;
  readonly views: ViewCounter;
  readonly renderArticle: (markdown: string, filesBase: string) => Promise<RenderedArticle>;
}

const readOnly = { readOnly: true, isolation: 'repeatable read' } as const;
const searches: readonly RateWindow[] = [{ seconds: 60, most: 60 }];
const words: readonly RateWindow[] = [{ seconds: 60, most: 6 }, { seconds: 3_600, most: 30 }];
const robotPattern = /bot|crawl|spider|slurp|preview|monitor/i;

interface Params { readonly site: string; readonly locale?: string; readonly slug?: string; readonly key?: string }
type Page = (found: FoundSite, request: FastifyRequest, reply: FastifyReply, params: Params) => Promise<FastifyReply>;

/** The public pages of help centres. Their failures are pages, too. */
export function registerHelpCentre(server: FastifyInstance, options: HelpCentreOptions): void {
  const { database, clock, files, views } = options;
  const limiter = createRateLimiter({ database, clock });
  const renderedOf = createRenderedArticles(options.renderArticle);

  /** Finds the site, moves to its present slug, and answers what is not there with a page that searches. */
  const page = (answer: Page) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const found = await findSite(request, options);
    if (!found) return sendHelpPage(request, reply, { page: barePage, colour: bareColour, status: 404 });
    if (found.movedTo !== null && (request.method === 'GET' || request.method === 'HEAD')) return sendElsewhere(reply, request.url.replace(/^\/hc\/[^/?]+/, `/hc/${found.movedTo}`), { isForGood: true });
    const params = request.params as Params;
    // What the database can hold no text of names nothing there.
    if (Object.values(params).some((each) => each.includes('\u0000') || !each.isWellFormed())) return notFound(found.site, found.site.base.defaultLocale, request, reply);
    return answer(found, request, reply, params);
  };
  /** The same for a page in a locale of the site. */
  const localPage = (answer: (found: FoundSite & { locale: string }, request: FastifyRequest, reply: FastifyReply, params: Params) => Promise<FastifyReply>) => page(async (found, request, reply, params) => {
    const locale = found.site.base.locales.find((each) => each.toLowerCase() === (params.locale ?? '').replaceAll('_', '-').toLowerCase());
    if (locale === undefined) return notFound(found.site, preferredLocale(found.site, request.headers['accept-language']), request, reply);
    const written = /^\/([^/?]+)/.exec(afterSite(request))?.[0];
    if (locale !== params.locale && written !== undefined && request.method === 'GET') return sendElsewhere(reply, `${found.site.path}/${locale}${afterSite(request).slice(written.length)}`, { isForGood: true });
    return answer({ ...found, locale }, request, reply, params);
  });

  void server.register(async (scope) => {
    scope.setErrorHandler(sendFailure);

    scope.get('/hc/:site', page(async ({ site }, request, reply) => (
      sendElsewhere(reply.header('vary', 'accept-language'), `${site.path}${places.home(preferredLocale(site, request.headers['accept-language']))}`, { isForGood: false }))));

    scope.get('/hc/:site/:locale', localPage(async ({ accountId, site, locale }, request, reply) => {
      const content = await database.withAccount(accountId, (tx) => findHome(tx, site, locale), readOnly);
      return sendHelpPage(request, reply, { page: homePage(site, locale, content), colour: site.base.colour });
    }));

    scope.get('/hc/:site/:locale/categories/:slug', localPage(async ({ accountId, site, locale }, request, reply, params) => {
      const slug = (params.slug ?? '').toLowerCase();
      const read = await database.withAccount(accountId, async (tx): Promise<{ content: CategoryContent } | Elsewhere | null> => {
        const all = await findShownCategories(tx, site);
        const category = all.find((each) => each.locale === locale && each.slug === slug);
        if (category) return { content: await findCategoryContent(tx, site, category, all) };
        const moved = await findRedirect(tx, site.base.id, 'category', { locale, slug });
        if (moved && all.some((each) => each.locale === moved.locale && each.slug === moved.slug)) return { to: moved, isForGood: true };
        // Of another locale: there in this one, or else as it is.
        const other = all.find((each) => each.slug === slug);
        const near = other && (all.find((each) => each.groupId === other.groupId && each.locale === locale) ?? other);
        return near ? { to: near, isForGood: false } : null;
      }, readOnly);
      if (read === null) return notFound(site, locale, request, reply);
      if ('to' in read) return sendElsewhere(reply, `${site.path}${places.category(read.to.locale, read.to.slug)}`, { isForGood: read.isForGood });
      return sendHelpPage(request, reply, { page: categoryPage(site, locale, read.content), colour: site.base.colour });
    }));

    scope.get('/hc/:site/:locale/articles/:slug', localPage(async ({ accountId, site, locale }, request, reply, { slug = '' }) => {
      const { id, locales, defaultLocale } = site.base;
      const place = { locale, slug: slug.toLowerCase() };
      const read = await database.withAccount(accountId, async (tx): Promise<{ content: Content; wantedLocale: string | null } | Elsewhere | null> => {
        const own = await findPublicArticle(tx, id, place);
        if (own) return readOf(await contentOf(tx, site, own), null);
        const moved = await findRedirect(tx, id, 'article', place);
        if (moved) return { to: moved, isForGood: true };
        const other = await findPublicArticleAnywhere(tx, id, place.slug, [...new Set([defaultLocale, ...locales])]);
        const article = other && await findPublicArticle(tx, id, other);
        if (!article) return null;
        const content = await contentOf(tx, site, article);
        const translated = content.translations.find((each) => each.locale === locale);
        return translated ? { to: translated, isForGood: false } : readOf(content, locale);
      }, readOnly);
      if (read === null) return notFound(site, locale, request, reply);
      if ('to' in read) return sendElsewhere(reply, `${site.path}${places.article(read.to.locale, read.to.slug)}`, { isForGood: read.isForGood });
      const rendered = await renderedOf(accountId, site.path, read.content.article);
      if (request.method === 'GET' && !robotPattern.test(request.headers['user-agent'] ?? 'bot')) views.count(accountId, read.content.article.id);
      const isSaid = (request.query as { said?: unknown }).said === 'yes';
      return sendHelpPage(request, reply, { page: articlePage(site, { ...read.content, rendered, isSaid, wantedLocale: read.wantedLocale }), colour: site.base.colour });
    }));

    scope.post('/hc/:site/:locale/articles/:slug/feedback', localPage(async ({ accountId, site, locale }, request, reply, { slug = '' }) => {
      const fetchSite = request.headers['sec-fetch-site'];
      const helpful = formText(request, 'helpful');
      if ((fetchSite !== undefined && fetchSite !== 'same-origin') || !/^(?:yes|no)$/.test(helpful)) return sendHelpPage(request, reply, { page: messagePage(site, locale, 'failed'), colour: site.base.colour, status: 400 });
      const verdict = await limiter.take(`http:hc-words:${rateAddress(request.ip)}`, words);
      if (!verdict.accepted) return tooMany(site, locale, verdict.retryAfterSeconds, request, reply);
      const act: Act = { accountId, actor: { kind: 'contact', id: null, permissions: new Set() }, source: 'help-centre', origin: 'live', now: nowText(clock) };
      const key = (await options.key()).bytes;
      const article = await database.withAccount(accountId, async (tx) => {
        const asked = await findPublicArticle(tx, site.base.id, { locale, slug: slug.toLowerCase() });
        if (!asked) return null;
        const visitorKey = visitorKeyOf(key, [accountId, asked.id, rateAddress(request.ip), request.headers['user-agent'] ?? '', act.now.slice(0, 10)]);
        await giveFeedback(tx, act, asked.id, { isHelpful: helpful === 'yes', comment: formText(request, 'comment'), visitorKey });
        return asked;
      });
      return article ? reply.header('cache-control', 'no-store').redirect(`${site.path}${places.article(article.locale, article.slug)}?said=yes#feedback`, 303) : notFound(site, locale, request, reply);
    }));

    scope.get('/hc/:site/:locale/search', localPage(async ({ accountId, site, locale }, request, reply) => {
      const asked = (request.query as { q?: unknown }).q;
      const query = typeof asked === 'string' ? asked.normalize('NFC').slice(0, 300).trim() : '';
      const verdict = await limiter.take(`http:hc-search:${rateAddress(request.ip)}`, searches);
      if (!verdict.accepted) return tooMany(site, locale, verdict.retryAfterSeconds, request, reply);
      const result = await database.withAccount(accountId, (tx) => searchPublished(tx, site.base.id, { query, locale, fallbackLocale: site.base.defaultLocale, limit: 30 }), readOnly);
      return sendHelpPage(request, reply, { page: searchPage(site, locale, query, result), colour: site.base.colour });
    }));

    scope.get('/hc/:site/articles/:slug', page(async ({ accountId, site }, request, reply, { slug = '' }) => {
      const { base } = site;
      const own = preferredLocale(site, request.headers['accept-language']);
      const found = await database.withAccount(accountId, (tx) => findPublicArticleAnywhere(tx, base.id, slug.toLowerCase(), [...new Set([own, base.defaultLocale, ...base.locales])]), readOnly);
      return found ? sendElsewhere(reply.header('vary', 'accept-language'), `${site.path}${places.article(found.locale, found.slug)}`, { isForGood: false }) : notFound(site, own, request, reply);
    }));

    scope.get('/hc/:site/files/:key', page(async ({ accountId, site }, request, reply, { key = '' }) => {
      const file = await database.withAccount(accountId, (tx) => findPublicFile(tx, site.base.id, key), readOnly);
      if (!file) return notFound(site, site.base.defaultLocale, request, reply);
      return sendFile(request, reply, 200, { ...serveStored(files, accountId, file, { isInline: true }), headers: { 'cache-control': 'public, max-age=31536000, immutable' } });
    }));

    scope.get('/hc/:site/sitemap.xml', page(async ({ accountId, site }, request, reply) => {
      const shown = await database.withAccount(accountId, async (tx) => {
        const categories = new Set((await findShownCategories(tx, site)).map(({ locale, slug }) => `${locale}/${slug}`));
        return (await findPublicAddresses(tx, site.base.id)).filter(({ noun, locale, slug }) => noun === 'article' || categories.has(`${locale}/${slug}`));
      }, readOnly);
      return sendHelpPage(request, reply, { page: sitemap(site, shown), colour: site.base.colour, type: 'application/xml; charset=utf-8' });
    }));
    scope.get('/hc/:site/robots.txt', page(async ({ site }, request, reply) => sendHelpPage(request, reply, { page: robots(site), colour: site.base.colour, type: 'text/plain; charset=utf-8' })));
    scope.get('/hc/:site/*', page(async ({ site }, request, reply) => notFound(site, preferredLocale(site, request.headers['accept-language']), request, reply)));
  });
}

interface Elsewhere { readonly to: PublicPlace; readonly isForGood: boolean }
type Content = Awaited<ReturnType<typeof contentOf>>;
const readOf = (content: Content, wantedLocale: string | null) => ({ content, wantedLocale });

async function contentOf(tx: Parameters<typeof findShownCategories>[0], site: Site, article: PublicArticle) {
  const [all, translations] = [await findShownCategories(tx, site), await findPublicTranslations(tx, site.base.id, article.groupId)];
  return { article, translations, above: categoriesAbove(all, article.categoryId) };
}

/** What stands after the site's name in the path, the query with it. */
const afterSite = (request: FastifyRequest): string => request.url.replace(/^\/hc\/[^/?]+/, '');

function notFound(site: Site, locale: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendHelpPage(request, reply, { page: notFoundPage(site, locale), colour: site.base.colour, status: 404 });
}

function tooMany(site: Site, locale: string, seconds: number, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendHelpPage(request, reply.header('retry-after', String(seconds)), { page: messagePage(site, locale, 'tooMany'), colour: site.base.colour, status: 429 });
}

/** Tells that it is the same reader, for a day and one article; nobody can tell who. */
function visitorKeyOf(key: Buffer | Uint8Array, parts: readonly (string | number)[]): string {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key, '', 'patchbay help centre visitor', 32))).update(parts.join('\n')).digest('base64url');
}

function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const given = (error as { statusCode?: unknown }).statusCode;
  const status = error instanceof RequestError ? (error.code === 'unsupported-media-type' ? 415 : 400) : error instanceof CoreError ? (error.code === 'invalid' ? 422 : error.code === 'not-found' ? 404 : 503) : isDatabaseAway(error) ? 503 : typeof given === 'number' && given >= 400 && given < 500 ? given : 500;
  if (status >= 500) request.log.error({ err: error, url: request.url }, 'request failed');
  if (status === 503) reply.header('retry-after', '2');
  return sendHelpPage(request, reply, { page: barePage, colour: bareColour, status });
}
