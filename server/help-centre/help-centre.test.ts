import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { parseSecretKey, setupAccount } from '#core/accounts/index.ts';
import { openFileStore, type FileStore } from '#core/files/index.ts';
import {
  addArticleFile, archiveArticle, changeKnowledgeBase, createArticle, createArticleRenderer, createCategory, createKnowledgeBase, recordDomainCheck, findFeedback, getArticle, publishArticle, saveArticle, storeArticleFile, type ArticleInput, type ArticleRenderer,
} from '#core/knowledge/index.ts';
import { systemAct, testClock, type Act } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import type { Tx } from '#storage/index.ts';
import { deskNow, openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { createHostNames, type HostNames } from './host-names.ts';
import { registerHelpCentre } from './register-help-centre.ts';
import { createViewCounter, type ViewCounter } from './view-counter.ts';

let desk: Desk;
let server: FastifyInstance;
let renderer: ArticleRenderer;
let views: ViewCounter;
let hosts: HostNames;
let files: FileStore;
let dir: string;
let other: { id: number; act: Act };
let baseId: number;
const clock = testClock(deskNow);
const ids: Record<string, number> = {};
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const publish = (input: ArticleInput) => within(async (tx) => (await publishArticle(tx, desk.act, (await createArticle(tx, desk.act, baseId, input)).id)).id);
const browser = { 'user-agent': 'Mozilla/5.0 Firefox/140' };
const get = async (url: string, headers: Record<string, string> = {}) => {
  const { statusCode: status, headers: answered, body } = await server.inject({ method: 'GET', url, headers: { ...browser, ...headers } });
  return { status, headers: answered as Record<string, string | undefined>, body };
};
const post = (url: string, form: Record<string, string>, headers: Record<string, string> = {}, remoteAddress = '203.0.113.5') => server.inject({ method: 'POST', url, remoteAddress, headers: { ...browser, 'content-type': 'application/x-www-form-urlencoded', ...headers }, payload: new URLSearchParams(form).toString() });

before(async () => {
  desk = await openDesk();
  dir = await mkdtemp(join(tmpdir(), 'help-'));
  files = openFileStore({ dir });
  renderer = createArticleRenderer();
  const onFailure = (error: unknown): void => { throw error; };
  hosts = createHostNames({ database: desk.database, publicUrl: 'https://desk.example', onFailure });
  views = createViewCounter({ database: desk.database, clock, onFailure });
  server = createServer({ database: desk.database, clock, dialects: [], publicUrl: 'https://desk.example', pathOfHost: (host, url) => hosts.pathOfHost(host, url) });
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  registerHelpCentre(server, { database: desk.database, files, clock, key: async () => key, publicUrl: 'https://desk.example', views, renderArticle: (markdown, filesBase) => renderer.render(markdown, filesBase) });
  const { account } = await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: deskNow });
  other = { id: account.id, act: systemAct(account.id, deskNow, 'test') };
  await within(async (tx) => {
    const site = await createKnowledgeBase(tx, desk.act, { name: 'Acme', slug: 'acme', locales: ['en', 'de', 'ar'], headerText: 'How can we help?', homepageLink: 'https://acme.test', customDomain: 'help.acme.test' });
    baseId = site.id;
    await recordDomainCheck(tx, desk.act, baseId, { domain: 'help.acme.test', records: [site.domainProof!.recordText] });
    ids['category'] = (await createCategory(tx, desk.act, baseId, { name: 'Billing', description: 'Money' })).id;
    await createCategory(tx, desk.act, baseId, { name: 'Empty' });
  });
  ids['pay'] = await publish({ title: 'Paying by card', description: 'All about cards', content: '## First\n\nText\n\n## Second\n\nMore', categoryId: ids['category']! });
  ids['german'] = await publish({ title: 'Mit Karte zahlen', locale: 'de', rootId: ids['pay'] });
  ids['loose'] = await publish({ title: 'Opening hours', content: 'Nine to five' });
  ids['draft'] = (await within((tx) => createArticle(tx, desk.act, baseId, { title: 'Unreleased secret' }))).id;
  ids['archived'] = await publish({ title: 'Archived secret' });
  await within((tx) => archiveArticle(tx, desk.act, ids['archived']!));
  await hosts.refresh();
});
after(async () => {
  await closeServer(server);
  await renderer.close();
  await desk.close();
  await rm(dir, { recursive: true, force: true });
});

test('the site leads to the reader\'s locale, and shows categories that hold something, articles and search', async () => {
  for (const [accept, locale] of [['de-AT,en;q=0.5', 'de'], ['fr', 'en'], ['ar;q=0.1,en;q=0', 'ar'], ['', 'en']] as const) {
    const { status, headers } = await get('/hc/acme', { 'accept-language': accept });
    assert.deepEqual([status, headers['location'], headers['vary']], [302, `/hc/acme/${locale}`, 'accept-language'], accept);
  }
  const home = await get('/hc/acme/en');
  assert.equal(home.status, 200);
  for (const piece of ['<h1 dir="auto">How can we help?</h1>', '>Billing</a>', '1 article', '>Opening hours</a>', 'role="search"', '<html lang="en" dir="ltr">', 'href="https://acme.test/"', '<link rel="canonical" href="https://help.acme.test/en">', 'hreflang="x-default" href="https://help.acme.test/en"']) assert.ok(home.body.includes(piece), piece);
  assert.ok(!home.body.includes('Empty') && !home.body.includes('secret'));
  assert.match(home.headers['content-security-policy']!, /^default-src 'none'; style-src 'sha256-[^']+'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/);
  assert.ok(!/<script|\son\w+=|javascript:|style="/.test(home.body));
  const german = await get('/hc/acme/de');
  assert.match(german.body, /lang="en" dir="auto">Billing<\/a>[^]*· English/, 'not translated: in the base\'s own');
  assert.match((await get('/hc/acme/ar')).body, /<html lang="ar" dir="rtl">/);
  assert.deepEqual([(await get('/hc/acme/EN')).headers['location'], (await get('/hc/acme/fr')).status], ['/hc/acme/en', 404]);
});

test('an article has its way, its contents, its other locales; it is named once for search engines', async () => {
  const { status, body } = await get('/hc/acme/en/articles/paying-by-card');
  assert.equal(status, 200);
  for (const piece of ['<h1 dir="auto">Paying by card</h1>', '<a href="/hc/acme/en/categories/billing" dir="auto">Billing</a>', '<a href="#h-first">First</a>', '<h2 id="h-first">First</h2>', 'property="og:type" content="article"', 'content="All about cards"',
    'hreflang="de" href="https://help.acme.test/de/articles/mit-karte-zahlen"', '<link rel="canonical" href="https://help.acme.test/en/articles/paying-by-card">', 'action="/hc/acme/en/articles/paying-by-card/feedback"', '<a href="/hc/acme/de/articles/mit-karte-zahlen" hreflang="de"']) assert.ok(body.includes(piece), piece);
  assert.equal((await get('/hc/acme/de/articles/paying-by-card')).headers['location'], '/hc/acme/de/articles/mit-karte-zahlen');
  const arabic = await get('/hc/acme/ar/articles/paying-by-card');
  assert.equal(arabic.status, 200);
  assert.match(arabic.body, /<p class="note" lang="ar" dir="rtl">/);
  assert.ok(arabic.body.includes('<link rel="canonical" href="https://help.acme.test/en/articles/paying-by-card">'));
  assert.equal((await get('/hc/acme/articles/mit-karte-zahlen')).headers['location'], '/hc/acme/de/articles/mit-karte-zahlen');
  assert.match((await get('/hc/acme/en/categories/billing')).body, /<h1 dir="auto">Billing<\/h1>[^]*Paying by card/);
  assert.equal((await get('/hc/acme/de/categories/billing')).headers['location'], '/hc/acme/en/categories/billing');
});

test('drafts and archived articles are nowhere: not by their address, by search, in lists or the sitemap', async () => {
  for (const slug of ['unreleased-secret', 'archived-secret']) for (const locale of ['en', 'de']) assert.equal((await get(`/hc/acme/${locale}/articles/${slug}`)).status, 404);
  assert.equal((await get('/hc/acme/articles/unreleased-secret')).status, 404);
  for (const url of ['/hc/acme/en', '/hc/acme/en/categories/billing', '/hc/acme/en/search?q=secret', '/hc/acme/en/search?q=unreleasde', '/hc/acme/sitemap.xml']) {
    const { status, body } = await get(url);
    assert.equal(status, 200);
    assert.ok(!/unreleased|archived-secret|archived secret/i.test(body.replaceAll(/“[^”]*”|value="[^"]*"/g, '')), url);
  }
  assert.equal((await post('/hc/acme/en/articles/unreleased-secret/feedback', { helpful: 'yes' })).statusCode, 404);
});

test('search marks what it found and forgives', async () => {
  assert.match((await get('/hc/acme/en/search?q=crad')).body, /Paying by <mark>card<\/mark>/);
  assert.match((await get('/hc/acme/en/search?q=openign+huors')).body, /<mark>Opening<\/mark> <mark>hours<\/mark>[^]*/);
  assert.match((await get('/hc/acme/en/search?q=zzzzzz')).body, /Nothing was found for “zzzzzz”/);
  const hostile = await get(`/hc/acme/en/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  assert.ok(hostile.status === 200 && !hostile.body.includes('<script'));
  assert.ok((await get('/hc/acme/en/search?q=x')).body.includes('<meta name="robots" content="noindex">'));
});

test('an address that changed leads to the present one, for good', async () => {
  await within((tx) => saveArticle(tx, desk.act, ids['loose']!, { slug: 'when-we-are-open' }));
  const moved = await get('/hc/acme/en/articles/opening-hours');
  assert.deepEqual([moved.status, moved.headers['location']], [301, '/hc/acme/en/articles/when-we-are-open']);
  await within((tx) => changeKnowledgeBase(tx, desk.act, baseId, { slug: 'acme-help' }));
  const site = await get('/hc/acme/en/search?q=card');
  assert.deepEqual([site.status, site.headers['location']], [301, '/hc/acme-help/en/search?q=card']);
  await within((tx) => changeKnowledgeBase(tx, desk.act, baseId, { slug: 'acme' }));
  assert.equal((await get('/hc/acme/en')).status, 200);
});

test('a page is named by its content, and two sites never share a name', async () => {
  await desk.database.withAccount(other.id, (tx) => createKnowledgeBase(tx, other.act, { name: 'Acme', slug: 'twin', headerText: 'How can we help?' }));
  const own = await get('/hc/acme/en');
  const etag = own.headers['etag']!;
  assert.equal(own.headers['cache-control'], 'public, max-age=0, must-revalidate');
  assert.equal((await get('/hc/acme/en', { 'if-none-match': etag })).status, 304);
  assert.equal((await get('/hc/twin/en', { 'if-none-match': etag })).status, 200);
  await within((tx) => changeKnowledgeBase(tx, desk.act, baseId, { headerText: 'Ask away' }));
  assert.equal((await get('/hc/acme/en', { 'if-none-match': etag })).status, 200);
  assert.equal((await get('/hc/acme/en/nothing')).headers['cache-control'], 'no-store');
});

test('feedback is a plain form: counted once a reader, refused from other sites, braked by network', async () => {
  const url = '/hc/acme/en/articles/paying-by-card/feedback';
  const said = await post(url, { helpful: 'yes', comment: 'Good <b>words</b>' });
  assert.deepEqual([said.statusCode, said.headers['location']], [303, '/hc/acme/en/articles/paying-by-card?said=yes#feedback']);
  assert.match((await get('/hc/acme/en/articles/paying-by-card?said=yes')).body, /Thank you/);
  await post(url, { helpful: 'no' });
  assert.equal((await post(url, { helpful: 'yes' }, { 'sec-fetch-site': 'cross-site' })).statusCode, 400);
  assert.equal((await post(url, { helpful: 'perhaps' })).statusCode, 400);
  await post(url, { helpful: 'yes' }, {}, '198.51.100.7');
  const { helpful, unhelpful } = await within((tx) => getArticle(tx, desk.act, ids['pay']!));
  assert.deepEqual([helpful, unhelpful], [1, 1]);
  assert.deepEqual((await within((tx) => findFeedback(tx, desk.act, { articleId: ids['pay']! }, { hasComment: true }))).map(({ comment, isHelpful }) => [comment, isHelpful]), [['Good <b>words</b>', false]]);
  const statuses: number[] = [];
  for (let n = 0; n < 8; n += 1) statuses.push((await post(url, { helpful: 'yes' }, {}, '198.51.100.99')).statusCode);
  assert.deepEqual(statuses, [303, 303, 303, 303, 303, 303, 429, 429]);
});

test('views of people are counted in batches; robots, HEAD and what is not there are none', async () => {
  const url = '/hc/acme/en/articles/when-we-are-open';
  await views.flush();
  const before = (await within((tx) => getArticle(tx, desk.act, ids['loose']!))).views;
  for (let n = 0; n < 3; n += 1) await get(url);
  await get(url, { 'user-agent': 'Googlebot/2.1' });
  await server.inject({ method: 'HEAD', url, headers: browser });
  assert.equal((await within((tx) => getArticle(tx, desk.act, ids['loose']!))).views, before);
  await views.flush();
  assert.equal((await within((tx) => getArticle(tx, desk.act, ids['loose']!))).views, before + 3);
});

test('under a host name of its own there is the site and nothing else', async () => {
  const host = { host: 'Help.Acme.test' };
  assert.equal((await get('/', host)).headers['location'], '/en');
  const home = await get('/en', host);
  assert.ok(home.body.includes('href="/en/categories/billing"') && !home.body.includes('/hc/acme'));
  assert.match((await get('/robots.txt', host)).body, /Sitemap: https:\/\/help\.acme\.test\/sitemap\.xml/);
  for (const path of ['/healthz', '/openapi', '/hc/acme/en', '/hc/@help.acme.test/en', '/app', '/native/v1/me']) assert.equal((await get(path, host)).status, 404, path);
  assert.equal((await get('/hc/@help.acme.test/en')).status, 404, 'the inner form is nobody\'s to ask for');
  assert.equal((await get('/en', { host: 'unknown.test' })).status, 404);
  assert.equal((await get('/healthz', { host: 'desk.example' })).status, 200);
  assert.equal((await post('/en/articles/paying-by-card/feedback', { helpful: 'yes' }, host, '198.51.100.44')).headers['location'], '/en/articles/paying-by-card?said=yes#feedback');
  // Whoever takes the server's own name as his host gets nothing by it, and who names a host that another has proved is not shown there.
  await desk.database.withAccount(other.id, async (tx) => {
    const thief = await createKnowledgeBase(tx, other.act, { name: 'Thief', slug: 'thief', customDomain: 'desk.example' });
    await recordDomainCheck(tx, other.act, thief.id, { domain: 'desk.example', records: [thief.domainProof!.recordText] });
    await createKnowledgeBase(tx, other.act, { name: 'Claims', slug: 'claims', customDomain: 'help.acme.test' });
  });
  assert.ok((await get('/en', host)).body.includes('Acme'));
  assert.match((await get('/hc/claims/robots.txt')).body, /Sitemap: https:\/\/desk\.example\/hc\/claims\/sitemap\.xml/, 'its pages are not said to be at a host that is not proved');
  await hosts.refresh();
  assert.equal((await get('/healthz', { host: 'desk.example' })).status, 200);
  const unsure = createHostNames({ database: desk.database, publicUrl: undefined, onFailure: () => {} });
  await unsure.refresh();
  assert.equal(unsure.pathOfHost('help.acme.test', '/x'), '/x', 'without a public address no host is told apart');
});

test('pictures are shown to who knows their key, harmlessly and for good', async () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  for (const bad of ['<svg onload=alert(1)>', '<html>', 'GIF8', '%PDF-1.4', 'plain']) await assert.rejects(storeArticleFile(files, desk.act, Buffer.from(bad)), { code: 'invalid' }, bad);
  const stored = await storeArticleFile(files, desk.act, png);
  const file = await within((tx) => addArticleFile(tx, desk.act, baseId, stored, '../..\u202Egnp.exe"'));
  const shown = await get(`/hc/acme/files/${file.key}`);
  assert.deepEqual([shown.status, shown.headers['content-type'], shown.headers['cache-control'], shown.headers['x-content-type-options']], [200, 'image/png', 'public, max-age=31536000, immutable', 'nosniff']);
  assert.match(shown.headers['content-security-policy']!, /^sandbox; default-src 'none'/);
  assert.match(shown.headers['content-disposition']!, /^inline/);
  assert.equal((await get(`/hc/twin/files/${file.key}`)).status, 404, 'another site\'s');
  assert.equal((await get('/hc/acme/files/AAAAAAAAAAAAAAAAAAAAAA')).status, 404);
});

test('the sitemap has every page once, with its other locales', async () => {
  const { body, headers } = await get('/hc/acme/sitemap.xml');
  assert.equal(headers['content-type'], 'application/xml; charset=utf-8');
  const places = [...body.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, place]) => place);
  assert.deepEqual(places, ['en', 'de', 'ar', 'en/categories/billing', 'en/articles/paying-by-card', 'de/articles/mit-karte-zahlen', 'en/articles/when-we-are-open'].map((each) => `https://help.acme.test/${each}`));
  assert.equal(body.match(/hreflang="de"/g)?.length, 2);
});

test('an archived site, an unknown one and none at all are answered alike', async () => {
  await within((tx) => changeKnowledgeBase(tx, desk.act, baseId, { isArchived: true }));
  const unknown = await get('/hc/no-such-site/en/articles/x');
  const strip = ({ status, body, headers }: Awaited<ReturnType<typeof get>>) => ({ status, body, policy: headers['content-security-policy'] });
  for (const url of ['/hc/acme/en', '/hc/acme', '/hc/acme/en/articles/paying-by-card', '/hc/acme/sitemap.xml', '/hc/acme/en/search?q=card', '/hc/acme/en/x/y/z', '/hc/@x/en']) assert.deepEqual(strip(await get(url)), strip(unknown), url);
  assert.equal((await post('/hc/acme/en/articles/paying-by-card/feedback', { helpful: 'yes' })).statusCode, 404);
  await within((tx) => changeKnowledgeBase(tx, desk.act, baseId, { isArchived: false }));
  for (const url of ['/hc/acme/en/articles/%00', '/hc/acme/en/categories/%00x', '/hc/acme/articles/%ED%A0%80', '/hc/acme/files/%00', '/hc/acme/%00/search', '/hc/%00', '/hc/%00/en', '/hc/acme/en/search?q=%00', '/hc/acme/en/search?q[]=1', '/hc/acme/en/articles/' + 'x'.repeat(400)]) assert.ok((await get(url)).status < 500, url);
});
