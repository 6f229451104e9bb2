import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findKnowledgeBases, findPublicArticle, searchPublished } from '#core/knowledge/index.ts';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
before(async () => { api = await openNimchat(); });
after(() => api.close());

type Wire = any; // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests
const send = async (method: 'POST' | 'PATCH', path: string, body: object, caller = api.ada): Promise<Wire> => {
  const answer = await caller.send(method, path, body);
  assert.equal(answer.status, 200, `${method} ${path}: ${answer.body}`);
  return answer.json();
};

test('a portal with a category and an article is the site that the world reads', async () => {
  const portal = await send('POST', '/portals', { name: 'Help', slug: 'help', color: '#0af', config: { allowed_locales: ['en', 'pt_BR'], default_locale: 'en' }, header_text: 'Ask', custom_domain: 'help.desk.test' });
  assert.deepEqual([portal.color, portal.config, portal.archived, portal.custom_domain], ['#00aaff', { allowed_locales: ['en', 'pt-BR'], default_locale: 'en' }, false, 'help.desk.test']);
  const category = await send('POST', `/portals/${portal.id}/categories`, { name: 'Start', locale: 'en', description: 'First steps', position: 3 });
  assert.deepEqual([category.slug, category.position, category.portal_id], ['start', 3, portal.id]);
  const article = await send('POST', '/portals/help/articles', { title: 'Hello', content: 'Some *words*', status: 1, category_id: category.id, views: 12, folder_id: 4, meta: { tags: ['greeting'], description: 'Says hello' } });
  const me = (await api.ada.get('//api/v1/profile')).json();
  assert.deepEqual([article.status, article.views, article.folder_id, article.author_id, article.slug], ['published', 12, 4, me.id, 'hello']);
  const read = await api.desk.database.withAccount(api.accountId, async (tx) => ({
    shown: await findPublicArticle(tx, portal.id, { locale: 'en', slug: 'hello' }), found: await searchPublished(tx, portal.id, { query: 'greeting', locale: 'en', fallbackLocale: 'en' }), drafts: await findKnowledgeBases(tx, api.desk.act),
  }));
  assert.deepEqual([read.shown?.content, read.shown?.description, read.found.hits.length], ['Some *words*', 'Says hello', 1]);
  const draft = await send('POST', '/portals/help/articles', { title: 'Hello', status: 'draft' });
  assert.deepEqual([draft.slug, draft.status], ['hello-2', 'draft']);
  const listed = (await api.ada.get('/portals')).json();
  assert.deepEqual(listed.map((each: Wire) => [each.slug, each.categories.length, each.articles.map(({ folder_id: id }: Wire) => id)]), [['help', 1, [4, null]]]);
});

test('which portal is changed is told by the path, the id, the slug, or by there being one', async () => {
  assert.equal((await send('PATCH', '/portals', { page_title: 'Only one' })).page_title, 'Only one');
  await send('POST', '/portals', { name: 'Second', slug: 'second' });
  const unsaid = await api.ada.send('PATCH', '/portals', { page_title: 'x' });
  assert.deepEqual([unsaid.status, unsaid.json().attributes], [422, ['slug']]);
  assert.equal((await send('PATCH', '/portals', { slug: 'second', name: 'Deux' })).name, 'Deux');
  const renamed = await send('PATCH', '/portals/second', { slug: 'deux', archived: true });
  assert.deepEqual([renamed.slug, renamed.archived], ['deux', true]);
  assert.equal((await send('PATCH', '/portals', { id: renamed.id, archived: false })).archived, false);
});

test('wrong input is answered in this API\'s words and changes nothing', async () => {
  const before = (await api.ada.get('/portals')).body;
  for (const [path, body, attribute] of [
    ['/portals', { name: 'x', slug: 'help' }, 'slug'], ['/portals', { name: 'x', slug: 'a b' }, 'slug'], ['/portals', { slug: 'x' }, 'name'], ['/portals', { name: 'x', slug: 'x-y', color: 'red' }, 'color'],
    ['/portals', { name: 'x', slug: 'x-y', config: { default_locale: 'fr', allowed_locales: ['en'] } }, 'config'], ['/portals', { name: 'x', slug: 'x-y', custom_domain: 'help.desk.test' }, 'custom_domain'], ['/portals', { name: 'x', slug: 'x-y', homepage_link: 'javascript:1' }, 'homepage_link'],
    ['/portals/help/categories', { name: '' }, 'name'], ['/portals/help/categories', { name: 'x', parent_category_id: 99 }, 'parent_category_id'], ['/portals/help/articles', { title: 'x', category_id: 99 }, 'category_id'], ['/portals/help/articles', { title: 'x', status: 'open' }, 'status'],
    ['/portals/help/articles', { title: 'x', associated_article_id: 99 }, 'associated_article_id'], ['/portals/help/articles', { title: 'x', author_id: 99_999 }, 'author_id'], ['/portals/help/articles', { content: 'x' }, 'title'],
  ] as const) {
    const answer = await api.ada.send('POST', path, body);
    assert.deepEqual([answer.status, answer.json().attributes], [422, [attribute]], `${path} ${JSON.stringify(body)}: ${answer.body}`);
  }
  for (const path of ['/portals/nothing/articles', '/portals/999/articles', '/portals/%20/articles']) assert.equal((await api.ada.send('POST', path, { title: 'x' })).status, 404, path);
  assert.equal((await api.cy.send('POST', '/portals', { name: 'x', slug: 'agents' })).status, 401, 'agents read');
  assert.equal((await api.cy.get('/portals')).status, 200);
  assert.equal((await api.eve.send('PATCH', '/portals/help', { name: 'x' })).status, 404);
  assert.equal((await api.ada.get('/portals')).body, before);
});

test('with --compat chatwoot lists and what was made stand in a payload', async () => {
  const listed = (await api.deployed.get('/portals')).json();
  assert.deepEqual([listed.meta, listed.payload[0].slug], [{ current_page: 1, portals_count: 2 }, 'help']);
  assert.equal((await send('POST', '/portals/help/articles', { title: 'Wrapped' }, api.deployed)).payload.title, 'Wrapped');
  assert.equal((await send('POST', '/portals/help/categories', { name: 'Wrapped' }, api.deployed)).payload.name, 'Wrapped');
});
