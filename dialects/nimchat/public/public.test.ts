import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeDoor, getIdentityKey, identityHash } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { catchUp } from '#core/events/index.ts';
import { ratingsConsumer } from '#core/ratings/index.ts';
import { sql } from '#storage/index.ts';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
let inboxId: number;
let door: string;
before(async () => {
  api = await openNimchat();
  inboxId = (await api.ada.send('POST', '/inboxes', { name: 'App', channel: { type: 'api' } })).json().id;
  door = `/public/api/v1/inboxes/${await api.doorOf(inboxId)}`;
});
after(() => api.close());

const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'OPTIONS', url: string, payload?: unknown, headers: Record<string, string> = {}) => {
  const { statusCode: status, headers: answered, body } = await api.server.inject({ method, url, headers: { origin: 'https://customer.test', ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }) });
  return { status, headers: answered, body, json: () => JSON.parse(body) };
};
const come = async (input: object = {}) => (await ask('POST', `${door}/contacts`, input)).json();

test('a customer writes and reads by his source id alone, our side answers through the application API, and a note never leaves', async () => {
  const bo = await come({ name: 'Bo', email: 'bo@home.test' });
  const self = `${door}/contacts/${bo.source_id}`;
  const { id } = (await ask('POST', `${self}/conversations`, { custom_attributes: { order: '7' } })).json();
  const said = (await ask('POST', `${self}/conversations/${id}/messages`, { content: 'Hello', echo_id: 'e-1' })).json();
  assert.deepEqual([said.content, said.message_type, said.conversation_id], ['Hello', 'incoming', String(id)]);
  await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'secret', private: true });
  await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'Hi Bo' });
  const messages = (await ask('GET', `${self}/conversations/${id}/messages`)).json();
  assert.deepEqual(messages.map((message: { content: string; message_type: string }) => [message.content, message.message_type]), [['Hello', 'incoming'], ['Hi Bo', 'outgoing']]);
  assert.ok(!JSON.stringify(messages).includes('@desk.test'), 'an agent\'s address is not the customer\'s business');
  const shown = (await api.ada.get(`/conversations/${id}`)).json();
  assert.deepEqual(shown.custom_attributes, { order: '7' });
  assert.equal((await ask('GET', `${self}/conversations`)).json()[0].id, id);
});

test('unknown, foreign and other customers\' names answer alike: 404, and change nothing', async () => {
  const [bo, eve] = [await come({ name: 'Bo' }), await come({ name: 'Eve' })];
  const { id } = (await ask('POST', `${door}/contacts/${bo.source_id}/conversations`, {})).json();
  const mailbox = (await api.ada.get('/inboxes')).json().find((inbox: { channel_type: string }) => inbox.channel_type === 'Channel::Email').id;
  const answers = new Set<string>();
  for (const [method, path, body] of [
    ['GET', `/public/api/v1/inboxes/${'f'.repeat(64)}`], ['GET', '/public/api/v1/inboxes/x'], ['GET', `/public/api/v1/inboxes/${mailbox}`], ['GET', `${door}/contacts/nobody`], ['GET', `${door}/contacts/${eve.source_id}/conversations/${id}/messages`],
    ['POST', `${door}/contacts/${eve.source_id}/conversations/${id}/messages`, { content: 'x' }], ['POST', `${door}/contacts/${bo.source_id}/conversations/999999/messages`, { content: 'x' }], ['PATCH', `${door}/contacts/${eve.source_id}/conversations/${id}/messages/1`, { submitted_values: {} }],
    ['POST', `${door}/contacts/${eve.source_id}/conversations/abc/messages`, { content: 'x' }],
  ] as const) answers.add(`${(await ask(method, path, body)).status} ${(await ask(method, path, body)).body}`);
  assert.deepEqual([...answers], ['404 {"error":"Resource could not be found"}']);
  assert.deepEqual((await ask('GET', `${door}/contacts/${bo.source_id}/conversations/${id}/messages`)).json(), []);
});

test('a proved identifier is the contact that has it, a wrong proof is refused, and nobody becomes another by saying so', async () => {
  const within = <T>(work: Parameters<typeof api.desk.database.withAccount<T>>[1]) => api.desk.database.withAccount(api.accountId, work);
  const dora = await within((tx) => createContact(tx, api.desk.act, { name: 'Dora', points: [{ kind: 'external', value: 'u-7' }, { kind: 'email', value: 'dora@home.test' }] }));
  const key = await within(async (tx) => getIdentityKey(tx, api.desk.act, await api.outside.key(), inboxId));
  const proved = await come({ identifier: 'u-7', identifier_hash: identityHash(key, 'u-7') });
  assert.equal(proved.id, dora.id);
  assert.equal((await come({ identifier: 'u-7', identifier_hash: identityHash(key, 'u-7') })).source_id, proved.source_id);
  const liar = await come({ identifier: 'u-7', email: 'dora@home.test', name: 'Dora' });
  assert.notEqual(liar.id, dora.id);
  assert.equal(liar.email, 'dora@home.test', 'what he said is told back to him');
  assert.equal((await ask('POST', `${door}/contacts`, { identifier: 'u-7', identifier_hash: 'f'.repeat(64) })).status, 401);
  await within((tx) => changeDoor(tx, api.desk.act, inboxId, { isIdentityRequired: true }));
  assert.equal((await ask('POST', `${door}/contacts`, { identifier: 'u-8' })).status, 401);
  assert.equal((await ask('GET', door)).json().identity_validation_enabled, true);
  await within((tx) => changeDoor(tx, api.desk.act, inboxId, { isIdentityRequired: false }));
});

test('what cannot be is refused with a clear word: empty messages, ratings out of range, answers to one\'s own words', async () => {
  const bo = await come({ name: 'Bo' });
  const talk = `${door}/contacts/${bo.source_id}/conversations/${(await ask('POST', `${door}/contacts/${bo.source_id}/conversations`, {})).json().id}`;
  const own = (await ask('POST', `${talk}/messages`, { content: 'x' })).json().id;
  for (const body of [{}, { content: '' }, { content: null }, { content: 'x'.repeat(150_001) }, { content: { a: 1 } }]) assert.equal((await ask('POST', `${talk}/messages`, body)).status, 422, JSON.stringify(body).slice(0, 40));
  assert.equal((await ask('PATCH', `${talk}/messages/${own}`, { submitted_values: { csat_survey_response: { rating: 5 } } })).status, 422);
  for (const rating of [0, 6, 1.5, '5', null]) assert.equal((await ask('PATCH', `${talk}/messages/${own}`, { submitted_values: { csat_survey_response: { rating } } })).status, 422);
  assert.equal((await ask('POST', `${door}/contacts`, { email: 'not an address' })).status, 422);
});

test('pages of any origin may ask, without cookies, also where they are refused; the application API stays closed to them', async () => {
  const preflight = await ask('OPTIONS', `${door}/contacts`, undefined, { 'access-control-request-method': 'POST' });
  assert.deepEqual([preflight.status, preflight.headers['access-control-allow-origin'], preflight.headers['access-control-allow-methods']], [204, '*', 'POST']);
  for (const answer of [await ask('GET', door), await ask('GET', `${door}/contacts/nobody`)]) assert.deepEqual([answer.headers['access-control-allow-origin'], answer.headers['access-control-allow-credentials']], ['*', undefined]);
  assert.equal((await ask('GET', '/api/v1/profile')).headers['access-control-allow-origin'], undefined);
});

test('what a message asks is shown to the customer and filled in by him: a choice once, a rating that counts, and what does not fit is refused', async () => {
  const kim = await come({ name: 'Kim' });
  const self = `${door}/contacts/${kim.source_id}`;
  const { id } = (await ask('POST', `${self}/conversations`, {})).json();
  const path = `${self}/conversations/${id}/messages`;
  await ask('POST', path, { content: 'Hello' });
  const made = async (type: string, attributes: object): Promise<number> => (await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'Please', content_type: type, content_attributes: attributes })).json().id;
  const items = { items: [{ title: 'Milk', value: 'milk' }, { title: 'Tea', value: 'tea' }] };
  const [choice, rating] = [await made('input_select', items), await made('input_csat', {})];
  const shown = async (message: number) => {
    const found = (await ask('GET', path)).json().find((each: { id: string }) => each.id === String(message));
    return [found.content_type, JSON.parse(found.content_attributes)];
  };
  assert.deepEqual(await shown(choice), ['input_select', items]);
  const picked = { submitted_values: [{ title: 'Milk', value: 'milk' }] };
  assert.equal((await ask('PATCH', `${path}/${choice}`, picked)).status, 200);
  assert.deepEqual(await shown(choice), ['input_select', { ...items, ...picked }]);
  assert.ok((await ask('PATCH', `${path}/${choice}`, picked)).status >= 400, 'once');
  for (const wrong of [{ submitted_values: { csat_survey_response: { rating: 6 } } }, { submitted_values: [] }, {}]) assert.ok((await ask('PATCH', `${path}/${rating}`, wrong)).status >= 400, JSON.stringify(wrong));
  const survey = { submitted_values: { csat_survey_response: { rating: 4, feedback_message: 'Fine' } } };
  assert.equal((await ask('PATCH', `${path}/${rating}`, survey)).status, 200);
  assert.deepEqual(await shown(rating), ['input_csat', survey]);
  await catchUp(api.desk.database, [ratingsConsumer]);
  const report = await api.desk.database.withAccount(api.accountId, (tx) => tx.rows(sql<{ rating: number }>`SELECT rating FROM ratings WHERE account_id = ${api.accountId} AND message_id = ${rating}`));
  assert.deepEqual(report, [{ rating: 4 }]);
  const eve = await come({ name: 'Eve' });
  assert.equal((await ask('PATCH', `${door}/contacts/${eve.source_id}/conversations/${id}/messages/${rating}`, survey)).status, 404);
});
