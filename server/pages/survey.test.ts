import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { changeChannelSettings, createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { changeLife, deleteConversation, openConversation, postMessage } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { testClock, type Act } from '#core/kernel/index.ts';
import { createSurveyReactor, findRatingsOf, ratingsConsumer } from '#core/ratings/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { registerPages } from './register-pages.ts';

let desk: Desk;
let server: FastifyInstance;
let conversation = { id: 0, uuid: '' };
const clock = testClock('2024-05-06T14:00:00.000Z');

before(async () => {
  desk = await openDesk();
  const ada: Act = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } };
  await desk.database.withAccount(desk.accountId, async (tx) => {
    const channel = await createApiChannel(tx, desk.act, { name: 'Robot' });
    await changeChannelSettings(tx, desk.act, channel.id, { survey: { isOn: true, question: 'Was it <b>good</b>?' }, language: 'fr' });
    const contact = await createContact(tx, desk.act, { name: 'Bo Secret' });
    const { id } = await openConversation(tx, desk.act, { channelId: channel.id, contactId: contact.id, subject: 'Private matter' });
    await postMessage(tx, desk.act, { conversationId: id, direction: 'incoming', text: 'My words' });
    await postMessage(tx, ada, { conversationId: id, direction: 'outgoing', text: 'Our words' });
    await changeLife(tx, ada, [id], { life: 'resolved' });
    conversation = await tx.one(sql<{ id: number; uuid: string }>`SELECT id, uuid FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id}`);
  });
  await settle();
  server = createServer({ database: desk.database, clock, dialects: [] });
  registerPages(server, { database: desk.database, clock, dialects: [], publicUrl: undefined, dataDir: '/nowhere', env: {}, demo: { progress: { state: 'none', text: '' }, start: () => {} } });
  await server.ready();
});
after(async () => {
  await closeServer(server);
  await desk.close();
});

const settle = () => catchUp(desk.database, [createSurveyReactor({ linkOf: () => null }), ratingsConsumer]);
const rated = async () => { await settle(); return (await desk.database.withAccount(desk.accountId, (tx) => findRatingsOf(tx, desk.act, conversation.id))).map(({ rating, feedback }) => [rating, feedback]); };
const path = (uuid = conversation.uuid): string => `/survey/responses/${uuid}`;

/** A browser that opens the page and sends its form. */
function browser(language = 'en') {
  let cookie = '';
  let token = '';
  return {
    get: async (url = path(), headers: Record<string, string> = {}) => {
      const answer = await server.inject({ method: 'GET', url, headers: { host: 'desk.test', 'accept-language': language, ...headers } });
      cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0]!;
      token = /name="form_token" value="([^"]+)"/.exec(answer.body)?.[1] ?? '';
      return answer;
    },
    post: (fields: Record<string, string>, { withToken = true, site = 'same-origin', url = path() } = {}) => server.inject({
      method: 'POST', url, payload: new URLSearchParams({ ...fields, ...(withToken && { form_token: token }) }).toString(),
      headers: { host: 'desk.test', cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site, 'accept-language': language },
    }),
  };
}

test('opening the page, with whatever in its address, counts nothing; the form that a person sends does, and can be sent again', async () => {
  const one = browser();
  for (const url of [path(), `${path()}?rating=5`, `${path()}?rating=99`, `${path()}?rating=5&form_token=x`]) assert.equal((await one.get(url)).statusCode, 200, url);
  assert.equal((await server.inject({ method: 'HEAD', url: path() })).statusCode, 200);
  assert.deepEqual(await rated(), [[null, null]]);
  const page = await one.get(`${path()}?rating=5`);
  assert.match(page.body, /value="5" required checked/, 'the link\'s choice is marked');
  assert.equal((await one.post({ rating: '5', feedback: 'Great' })).statusCode, 200);
  assert.deepEqual(await rated(), [[5, 'Great']]);
  await one.get();
  assert.match((await one.post({ rating: '2', feedback: '' })).body, /Thank you/);
  assert.deepEqual(await rated(), [[2, null]]);
});

test('a form from elsewhere, without the page\'s token or without a rating changes nothing', async () => {
  const one = browser();
  await one.get();
  assert.equal((await one.post({ rating: '1' }, { withToken: false })).statusCode, 403);
  assert.equal((await one.post({ rating: '1' }, { site: 'cross-site' })).statusCode, 403);
  assert.equal((await server.inject({ method: 'POST', url: path(), payload: 'rating=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).statusCode, 403);
  for (const rating of ['', '0', '6', '1.5', 'one']) assert.equal((await one.post({ rating })).statusCode, 422, rating);
  assert.equal((await one.post({ rating: '1', feedback: 'x'.repeat(5_001) })).statusCode, 422);
  assert.deepEqual(await rated(), [[2, null]]);
});

test('it shows the question and who asks, nothing of the conversation, runs no script, and escapes what was written', async () => {
  const one = browser();
  await one.get();
  await one.post({ rating: '3', feedback: '</textarea><script>alert(1)</script>' });
  const { body, headers } = await one.get();
  for (const secret of ['Bo Secret', 'Private matter', 'My words', 'Our words', '<script>', '<b>good</b>']) assert.ok(!body.includes(secret), secret);
  assert.ok(body.includes('Was it &lt;b&gt;good&lt;/b&gt;?') && body.includes('Desk') && body.includes('&lt;/textarea&gt;&lt;script&gt;'));
  assert.match(String(headers['content-security-policy']), /default-src 'none'/);
  for (const [language, text] of [['de-AT,en;q=0.5', 'Ihre Bewertung'], ['nl', 'Uw beoordeling'], ['es', 'Su valoración'], ['ja', 'Votre note']] as const) assert.ok((await browser(language).get()).body.includes(text), `${language}: the reader's, else the channel's`);
});

test('unknown, malformed, deleted and too old links answer alike', async () => {
  const texts = new Set<string>();
  const ask = async (url: string): Promise<void> => {
    const answer = await browser().get(url);
    assert.equal(answer.statusCode, 404, url);
    texts.add(answer.body.replaceAll(/nonce="[^"]+"/g, ''));
  };
  for (const uuid of ['00000000-0000-4000-8000-000000000000', 'x', '%27%20OR%201%3D1', conversation.uuid.slice(1)]) await ask(path(uuid));
  clock.advance(15 * 86_400_000);
  await ask(path());
  clock.advance(-15 * 86_400_000);
  await desk.database.withAccount(desk.accountId, (tx) => deleteConversation(tx, desk.act, conversation.id));
  await ask(path());
  assert.equal(texts.size, 1);
});
