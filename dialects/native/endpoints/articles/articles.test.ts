import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openFileStore } from '#core/files/index.ts';
import { createArticleRenderer, type ArticleRenderer } from '#core/knowledge/index.ts';
import { sql } from '#storage/index.ts';
import type { Article, ArticleCategories, ArticleCategory, ArticleDetail, ArticleRows, ArticleSearch, FeedbackList, KnowledgeBase, RenderedArticle, RevisionDiff, Revisions } from '../../schemas/knowledge.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let renderer: ArticleRenderer;
let dir: string;
let site: KnowledgeBase;
let records: readonly string[] = [];
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'articles-'));
  renderer = createArticleRenderer();
  desk = await openNative({ outside: { files: openFileStore({ dir }), renderArticle: (markdown, filesBase) => renderer.render(markdown, filesBase), findTextRecords: async () => records } });
  site = (await desk.ask<KnowledgeBase>('POST', '/knowledge-bases', { name: 'Acme', slug: 'acme', locales: ['en', 'de'] })).body;
});
after(async () => {
  await renderer.close();
  await desk.close();
  await rm(dir, { recursive: true, force: true });
});

test('an article goes its way: draft, published, changed, compared, restored, scheduled, archived, deleted', async () => {
  const made = await desk.ask<Article>('POST', '/articles', { knowledgeBaseId: site.id, title: 'First', content: 'one\ntwo' });
  assert.deepEqual([made.status, made.body.status, made.body.slug, made.body.version], [201, 'draft', 'first', 1]);
  const path = `/articles/${made.body.id}`;
  const step = async (below: string, json: object = {}) => (await desk.ask<Article>('POST', `${path}${below}`, json)).body;
  assert.equal((await step('/publish', { version: 1 })).status, 'published');
  const stale = await desk.ask('PATCH', path, { version: 1, content: 'x' });
  assert.deepEqual([stale.status, stale.body['code'], stale.body['key']], [409, 'stale', 'changed-meanwhile']);
  const saved = (await desk.ask<Article>('PATCH', path, { version: 2, content: 'one\n2', slug: 'erster' })).body;
  assert.deepEqual([saved.headRevision, saved.publishedRevision, saved.slug], [2, 1, 'erster']);
  const diff = (await desk.ask<RevisionDiff>('GET', `${path}/revisions/2/diff?from=1`)).body;
  assert.deepEqual(diff.content, [{ kind: 'same', lines: ['one'] }, { kind: 'removed', lines: ['two'] }, { kind: 'added', lines: ['2'] }]);
  assert.equal((await step('/revisions/1/restore')).content, 'one\ntwo');
  assert.deepEqual((await desk.ask<Revisions>('GET', `${path}/revisions`)).body.items.map(({ number, restoredFrom }) => [number, restoredFrom]), [[3, 1], [2, null], [1, null]]);
  assert.equal((await desk.ask<Article>('GET', `${path}/revisions/9`)).status, 404);
  assert.equal((await step('/schedule', { at: '2024-06-01T09:00:00+02:00' })).publishAt, '2024-06-01T07:00:00Z');
  assert.equal((await desk.ask('POST', `${path}/schedule`, { at: '2020-01-01T00:00:00Z' })).status, 422);
  assert.equal((await step('/unpublish')).publishedRevision, null);
  assert.equal((await step('/archive')).status, 'archived');
  const detail = (await desk.ask<ArticleDetail>('GET', path)).body;
  assert.deepEqual([detail.translations.map(({ locale }) => locale), detail.viewsByDay], [['en'], []]);
  assert.deepEqual([(await desk.ask('DELETE', path)).status, (await desk.ask('GET', path)).status], [204, 404]);
});

test('lists go by status, locale, category and title, page by page', async () => {
  const category = (await desk.ask<ArticleCategory>('POST', `/knowledge-bases/${site.id}/categories`, { name: 'Kat', locale: 'de' })).body;
  for (const title of ['Alpha', 'Beta', 'Gamma']) await desk.ask('POST', '/articles', { knowledgeBaseId: site.id, title, locale: 'de', categoryId: category.id });
  const titles = async (query: string) => (await desk.ask<ArticleRows>('GET', `/articles?knowledgeBaseId=${site.id}&${query}`)).body;
  assert.deepEqual((await titles('locale=de&status=draft')).items.map(({ title }) => title), ['Gamma', 'Beta', 'Alpha']);
  assert.deepEqual((await titles('title=ET')).items.map(({ title }) => title), ['Beta']);
  assert.deepEqual([(await titles(`categoryId=${category.id}`)).items.length, (await titles('categoryId=0&locale=de')).items.length], [3, 0]);
  const first = await titles('locale=de&limit=2');
  assert.deepEqual((await titles(`locale=de&limit=2&cursor=${first.next}`)).items.map(({ title }) => title), ['Alpha']);
  const ids = first.items.map(({ id }) => id);
  assert.equal((await desk.ask('PUT', `/knowledge-bases/${site.id}/articles/order`, { locale: 'de', categoryId: category.id, ids })).status, 422);
  await desk.ask('POST', `/knowledge-bases/${site.id}/categories`, { name: 'Zwei', locale: 'de' });
  const all = (await desk.ask<ArticleCategories>('GET', `/knowledge-bases/${site.id}/categories`)).body.items;
  assert.equal((await desk.ask('PUT', `/knowledge-bases/${site.id}/categories/order`, { locale: 'de', ids: all.map(({ id }) => id).toReversed() })).status, 204);
  assert.deepEqual((await desk.ask<ArticleCategories>('GET', `/knowledge-bases/${site.id}/categories`)).body.items.map(({ name }) => name), ['Zwei', 'Kat']);
});

test('what is published is found and marked; a preview is what the site will show', async () => {
  const { body } = await desk.ask<Article>('POST', '/articles', { knowledgeBaseId: site.id, title: 'Refunds', content: 'Money comes back.' });
  const found = async () => (await desk.ask<ArticleSearch>('GET', `/articles/search?knowledgeBaseId=${site.id}&q=refnuds`)).body;
  assert.deepEqual((await found()).items, []);
  await desk.ask('POST', `/articles/${body.id}/publish`, {});
  assert.deepEqual((await found()).items.map(({ title }) => title), [{ text: 'Refunds', marks: [{ start: 0, end: 7 }] }]);
  assert.deepEqual((await found()).corrections, [{ word: 'refnuds', also: ['refunds'] }]);
  const preview = (await desk.ask<RenderedArticle>('POST', '/articles/preview', { knowledgeBaseId: site.id, content: '## A\n\n*b*\n\n<script>x</script>' })).body;
  assert.deepEqual([preview.html?.trim(), preview.headings], ['<h2 id="h-a">A</h2>\n<p><em>b</em></p>', [{ id: 'h-a', level: 2, text: 'A' }]]);
  assert.deepEqual((await desk.ask<FeedbackList>('GET', `/article-feedback?articleId=${body.id}`)).body, { items: [], next: null });
  assert.equal((await desk.ask('GET', '/article-feedback')).status, 422);
});

test('a picture is taken where it is one, and shown to the account\'s people', async () => {
  const send = (payload: Buffer) => desk.server.inject({ method: 'POST', url: `/native/v1/knowledge-bases/${site.id}/files`, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', 'x-file-name': 'a%20b.png' }, payload });
  const token = await desk.tokenFor('articles.write', 'articles.read');
  const made = await send(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  assert.equal(made.statusCode, 201, made.body);
  const { key, path } = made.json<{ key: string; path: string }>();
  assert.equal(path, `/files/${key}/a%20b.png`);
  const shown = await desk.server.inject({ method: 'GET', url: `/native/v1/knowledge-bases/${site.id}/files/${key}`, headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual([shown.statusCode, shown.headers['content-type'], shown.headers['cache-control']], [200, 'image/png', 'private, no-store']);
  assert.equal((await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'))).statusCode, 422);
  const preview = (await desk.ask<RenderedArticle>('POST', '/articles/preview', { knowledgeBaseId: site.id, content: `![p](${path})` })).body;
  assert.ok(preview.html?.includes(`src="/native/v1/knowledge-bases/${site.id}/files/${key}"`), preview.html ?? '');
});

test('who may read may not write, who writes articles sets up no site, and a stranger finds nothing', async () => {
  const [reader, writer] = [await desk.tokenFor('articles.read'), await desk.tokenFor('articles.read', 'articles.write')];
  assert.equal((await desk.ask('POST', '/articles', { knowledgeBaseId: site.id, title: 'x' }, reader)).status, 403);
  assert.equal((await desk.ask('PATCH', `/knowledge-bases/${site.id}`, { name: 'x' }, writer)).status, 403);
  assert.equal((await desk.ask('PATCH', `/knowledge-bases/${site.id}`, { name: 'x' }, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('GET', '/knowledge-bases', undefined, await desk.tokenFor('contacts.read'))).status, 403);
  const taken = await desk.ask('POST', '/knowledge-bases', { name: 'x', slug: 'acme' }, desk.stranger.token);
  assert.deepEqual([taken.status, taken.body['key']], [409, 'slug-taken']);
  assert.equal((await desk.ask('DELETE', `/knowledge-bases/${site.id}`)).status, 409, 'while it is not archived');
});

test('a check of a proved host name whose record is gone warns, once, and says until when the site is served', async () => {
  const { body: { id, domainProof } } = await desk.ask<KnowledgeBase>('POST', '/knowledge-bases', { name: 'Named', slug: 'named', customDomain: 'named.acme.test' });
  const check = async () => (await desk.ask<KnowledgeBase>('POST', `/knowledge-bases/${id}/domain-checks`)).body.domainProof!;
  records = [domainProof!.recordText];
  const proved = await check();
  assert.deepEqual([proved.state, proved.servedUntil], ['proved', null]);
  records = [];
  const warned = await check();
  assert.deepEqual([warned.state, warned.problem, warned.servedUntil === null], ['proved', 'no-record', false]);
  assert.equal((await check()).servedUntil, warned.servedUntil);
  const jobs = await desk.database.rows(sql<{ payload: { knowledgeBaseId: number } }>`SELECT payload FROM jobs WHERE kind = 'mail-domain-warning'`);
  assert.deepEqual(jobs.map(({ payload }) => payload.knowledgeBaseId), [id]);
});
