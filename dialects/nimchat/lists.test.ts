import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { nimchat } from './dialect.ts';
import { openNimchat, type Caller, type Nimchat } from './testing/open-nimchat.ts';

type Json = any; // oxlint-disable-line typescript/no-explicit-any -- the wire

let api: Nimchat;
/** Numbers of what the lists are of. */
const made: Record<string, number> = {};

/** How one list looks in the document and in the deployed product: where its rows are, and what stands beside them. */
interface List {
  readonly path: () => string;
  readonly documented: Shape;
  readonly deployed: Shape;
  readonly send?: () => unknown;
}
type Shape = 'array' | 'payload' | 'payload.webhooks' | 'meta+payload' | 'data' | 'one';

const filterOf = (key: string, value: string) => ({ payload: [{ attribute_key: key, filter_operator: 'equal_to', values: [value], query_operator: null }] });
/** By operation. The deployed product answers these lists so (its controllers and jbuilder views as of 4.x); the others are bare lists there, too. */
const lists: Readonly<Record<string, List>> = {
  'contacts.list': { path: () => '/contacts', documented: 'array', deployed: 'meta+payload' },
  'contacts.search': { path: () => '/contacts/search?q=bo', documented: 'payload', deployed: 'meta+payload' },
  'contacts.filter': { path: () => '/contacts/filter', documented: 'array', deployed: 'meta+payload', send: () => filterOf('name', 'Bo') },
  'contacts.conversations': { path: () => `/contacts/${made['contact']}/conversations`, documented: 'array', deployed: 'payload' },
  'contacts.contactable-inboxes': { path: () => `/contacts/${made['contact']}/contactable_inboxes`, documented: 'one', deployed: 'payload' },
  'conversations.list': { path: () => '/conversations', documented: 'data', deployed: 'data' },
  'conversations.filter': { path: () => '/conversations/filter', documented: 'data', deployed: 'meta+payload', send: () => filterOf('status', 'open') },
  'conversations.labels.list': { path: () => `/conversations/${made['conversation']}/labels`, documented: 'payload', deployed: 'payload' },
  'messages.list': { path: () => `/conversations/${made['conversation']}/messages`, documented: 'array', deployed: 'meta+payload' },
  'inboxes.list': { path: () => '/inboxes', documented: 'array', deployed: 'payload' },
  'inbox-members.list': { path: () => `/inbox_members/${made['inbox']}`, documented: 'array', deployed: 'payload' },
  'agents.list': { path: () => '/agents', documented: 'array', deployed: 'array' },
  'teams.list': { path: () => '/teams', documented: 'array', deployed: 'array' },
  'team-members.list': { path: () => `/teams/${made['team']}/team_members`, documented: 'array', deployed: 'array' },
  'custom-attribute-definitions.list': { path: () => '/custom_attribute_definitions?attribute_model=1', documented: 'array', deployed: 'array' },
  'custom-filters.list': { path: () => '/custom_filters?filter_type=conversation', documented: 'array', deployed: 'array' },
  'agent-bots.list': { path: () => '/agent_bots', documented: 'array', deployed: 'array' },
  'webhooks.list': { path: () => '/webhooks', documented: 'array', deployed: 'payload.webhooks' },
  'integrations.apps': { path: () => '/integrations/apps', documented: 'array', deployed: 'payload' },
  'canned-responses.list': { path: () => '/canned_responses', documented: 'array', deployed: 'array' },
  'automation-rules.list': { path: () => '/automation_rules', documented: 'array', deployed: 'payload' },
  'portals.list': { path: () => '/portals', documented: 'array', deployed: 'meta+payload' },
};
/** GETs and filters that give one thing, or whose shape the token does not choose (no token, or a platform app's). */
const noLists = /\.(show|meta|get|summary|login)$|^reports\.|^platform\.|^public\.|agent-bot$|without-version$/;

before(async () => {
  api = await openNimchat();
  const made1 = async (path: string, body: unknown): Promise<Json> => {
    const answer = await api.ada.send('POST', path, body);
    assert.equal(answer.status, 200, answer.body);
    return answer.json();
  };
  const me = (await api.ada.get('//api/v1/profile')).json().id;
  made['inbox'] = (await made1('/inboxes', { name: 'Shop', channel: { type: 'api' } })).id;
  made['contact'] = (await made1('/contacts', { name: 'Bo', identifier: 'bo', email: 'bo@home.test', inbox_id: made['inbox'] })).id;
  made['conversation'] = (await made1('/conversations', { inbox_id: made['inbox'], contact_id: made['contact'], message: { content: 'Hello' } })).id;
  made['team'] = (await made1('/teams', { name: 'Front' })).id;
  await made1(`/teams/${made['team']}/team_members`, { user_ids: [me] });
  await made1('/inbox_members', { inbox_id: made['inbox'], user_ids: [me] });
  await made1(`/conversations/${made['conversation']}/labels`, { labels: ['lamps'] });
  await made1('/custom_attribute_definitions', { attribute_display_name: 'Plan', attribute_key: 'plan', attribute_model: 1 });
  await made1('/custom_filters', { name: 'Mine', type: 'conversation', query: {} });
  await made1('/agent_bots', { name: 'Helper' });
  await made1('/webhooks', { url: 'https://hooks.test/l' });
  await made1('/canned_responses', { content: 'Hi', short_code: 'hi' });
  await made1('/automation_rules', { name: 'Rule', event_name: 'message_created', actions: [{ action_name: 'resolve_conversation', action_params: [] }], conditions: [] });
  await made1('/portals', { name: 'Help', slug: 'lists-help' });
  await api.settle();
});
after(() => api.close());

test('the table has every list of the API, and nothing else', () => {
  const operations = nimchat(noOutside()).operations.filter(({ id, method }) => (method === 'GET' || id.endsWith('.filter')) && !noLists.test(id)).map(({ id }) => id);
  assert.deepEqual(operations.toSorted(), Object.keys(lists).toSorted());
});

/** The rows, once everything around them is as the shape says. */
function rowsOf(body: Json, shape: Shape): Json[] {
  switch (shape) {
    case 'array': assert.ok(Array.isArray(body)); return body;
    case 'one': assert.ok(!Array.isArray(body)); return [body];
    case 'payload': assert.deepEqual(Object.keys(body), ['payload']); return body.payload;
    case 'payload.webhooks': assert.deepEqual(Object.keys(body.payload), ['webhooks']); return body.payload.webhooks;
    case 'meta+payload': assert.deepEqual(Object.keys(body).toSorted(), ['meta', 'payload']); return body.payload;
    case 'data': assert.deepEqual(Object.keys(body), ['data']); return rowsOf(body.data, 'meta+payload');
  }
}

for (const [id, { path, documented, deployed, send }] of Object.entries(lists)) {
  test(`${id}: the document's shape by default, the deployed product's with --compat chatwoot, the same rows in both`, async () => {
    const ask = async (caller: Caller): Promise<Json> => {
      const answer = send ? await caller.send('POST', path(), send()) : await caller.get(path());
      assert.equal(answer.status, 200, answer.body);
      return answer.json();
    };
    const [plain, compat] = [rowsOf(await ask(api.ada), documented), rowsOf(await ask(api.deployed), deployed)];
    assert.ok(plain.length > 0 && compat.length > 0, 'no row to look at');
    if (documented === 'one') return assert.equal(compat[0].source_id, plain[0].source_id);
    const names = (rows: Json[]): unknown[] => rows.map((row) => (typeof row === 'object' ? row.id : row));
    assert.deepEqual(names(compat), names(plain));
  });
}

test('pages of the deployed product: 15 contacts and 25 conversations, with the count and the page beside them', async () => {
  for (let at = 0; at < 30; at += 1) await api.ada.send('POST', '/contacts', { name: `C ${at}`, identifier: `c-${at}` });
  for (let at = 0; at < 30; at += 1) await api.ada.send('POST', '/conversations', { inbox_id: made['inbox'], contact_id: made['contact'], message: { content: `n ${at}` } });
  await api.settle();
  const page = async (path: string): Promise<Json> => (await api.deployed.get(path)).json();
  const [first, second, third] = [await page('/contacts'), await page('/contacts?page=2'), await page('/contacts?page=3')];
  assert.deepEqual([first, second, third].map(({ payload }) => payload.length), [15, 15, 1]);
  assert.deepEqual([first.meta, third.meta], [{ count: 31, current_page: 1 }, { count: 31, current_page: 3 }]);
  assert.deepEqual([(await page('/conversations')).data.payload.length, (await page('/conversations?page=2')).data.payload.length, (await page('/conversations')).data.meta.all_count], [25, 6, 31]);
});
