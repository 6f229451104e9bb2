import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
const ids: Record<string, number> = {};
let inboxId: number;
let teamId: number;
let cyId: number;

before(async () => {
  api = await openNimchat();
  inboxId = (await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api' } })).json().id;
  const contact = (await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'Bo', email: 'bo@home.test' })).json();
  const source_id = contact.payload.contact.contact_inboxes[0].source_id;
  teamId = (await api.ada.send('POST', '/teams', { name: 'Front' })).json().id;
  cyId = (await api.cy.get('//api/v1/profile')).json().id;
  const adaId = (await api.ada.get('//api/v1/profile')).json().id;
  await api.ada.send('POST', '/custom_attribute_definitions', { attribute_display_name: 'Value', attribute_key: 'value', attribute_display_type: 1, attribute_model: 0 });
  const open = async (name: string, more: object = {}) => {
    api.clock.advance(60_000);
    ids[name] = (await api.ada.send('POST', '/conversations', { source_id, inbox_id: inboxId, message: { content: `about ${name}` }, ...more })).json().id;
  };
  await open('mine', { assignee_id: adaId, custom_attributes: { value: 10 } });
  await open('cy', { assignee_id: cyId, team_id: teamId, custom_attributes: { value: 20 } });
  await open('free', { additional_attributes: { browser_language: 'en' } });
  await open('bot', { status: 'pending' });
  await open('done', { status: 'resolved' });
  await api.ada.send('POST', `/conversations/${ids['free']}/labels`, { labels: ['vip'] });
  await api.ada.send('POST', `/conversations/${ids['cy']}/toggle_priority`, { priority: 'high' });
  await api.settle();
});
after(() => api.close());

const names = (payload: { id: number }[]) => payload.map(({ id }) => Object.entries(ids).find(([, value]) => value === id)?.[0] ?? id);
const list = async (query = '') => {
  const answer = await api.ada.get(`/conversations${query}`);
  assert.equal(answer.status, 200, answer.body);
  return names(answer.json().data.payload);
};
const one = (attribute_key: string, filter_operator: string, values: unknown[] = [], query_operator: string | null = null) => ({ attribute_key, filter_operator, values, query_operator });
const filter = async (...payload: object[]) => {
  const answer = await api.ada.send('POST', '/conversations/filter', { payload });
  assert.equal(answer.status, 200, answer.body);
  return names(answer.json().data.payload);
};

test('lists by every parameter, newest first, with the counts of the whole list', async () => {
  assert.deepEqual(await list(), ['free', 'cy', 'mine']);
  assert.deepEqual([await list('?status=pending'), await list('?status=resolved'), await list('?status=snoozed'), await list('?status=all')], [['bot'], ['done'], [], ['done', 'bot', 'free', 'cy', 'mine']]);
  assert.deepEqual([await list('?assignee_type=me'), await list('?assignee_type=unassigned'), await list('?assignee_type=assigned'), await list('?assignee_type=all')], [['mine'], ['free'], ['cy', 'mine'], ['free', 'cy', 'mine']]);
  assert.deepEqual([await list(`?team_id=${teamId}`), await list('?labels[]=VIP'), await list('?labels=vip&status=all'), await list(`?inbox_id=${api.desk.help.id}`), await list('?q=free&status=all'), await list('?q=nothinglikeit')], [['cy'], ['free'], ['free'], [], ['free'], []]);
  assert.deepEqual([await list('?page=2'), (await api.ada.get('/conversations?assignee_type=me')).json().data.meta], [[], { mine_count: 1, unassigned_count: 1, assigned_count: 2, all_count: 3 }]);
  assert.deepEqual((await api.ada.get(`/conversations/meta?team_id=${teamId}`)).json(), { meta: { mine_count: 0, unassigned_count: 0, assigned_count: 1, all_count: 1 } });
  assert.deepEqual((await api.cy.get('/conversations/meta')).json().meta.mine_count, 1);
  for (const query of ['?status=new', '?assignee_type=you', '?inbox_id=x', '?page=-1', '?team_id[]=1']) assert.equal((await api.ada.get(`/conversations${query}`)).status, 422, query);
});

test('the deployed shape of a list has numbers for times and words beside them', async () => {
  const { data } = (await api.deployed.get('/conversations')).json();
  const [first] = data.payload;
  assert.deepEqual([first.labels, first.priority, typeof first.timestamp, first.messages[0].message_type, data.meta.all_count], [['vip'], null, 'number', 1, 3]);
  assert.deepEqual(Object.keys((await api.ada.get('/conversations')).json().data.payload[0]), ['id', 'messages', 'account_id', 'inbox_id', 'status', 'timestamp', 'contact_last_seen_at', 'agent_last_seen_at', 'unread_count', 'additional_attributes', 'custom_attributes', 'meta']);
});

test('filters over standard and custom attributes, in chains; the document\'s own example', async () => {
  assert.deepEqual(await filter(one('status', 'equal_to', ['open', 'pending'])), ['bot', 'free', 'cy', 'mine']);
  assert.deepEqual(await filter(one('status', 'not_equal_to', ['open'])), ['done', 'bot']);
  assert.deepEqual(await filter(one('assignee_id', 'equal_to', [cyId])), ['cy']);
  assert.deepEqual(await filter(one('assignee_id', 'is_not_present', [], 'AND'), one('status', 'equal_to', ['open'])), ['free']);
  assert.deepEqual(await filter(one('team_id', 'equal_to', [{ id: teamId, name: 'Front' }])), ['cy']);
  assert.deepEqual(await filter(one('inbox_id', 'equal_to', [inboxId], 'AND'), one('status', 'equal_to', ['all'])), ['done', 'bot', 'free', 'cy', 'mine']);
  assert.deepEqual(await filter(one('labels', 'equal_to', ['vip'])), ['free']);
  assert.deepEqual(await filter(one('priority', 'equal_to', ['high', 'urgent'])), ['cy']);
  assert.deepEqual(await filter(one('display_id', 'equal_to', [ids['bot']])), ['bot']);
  assert.deepEqual(await filter(one('value', 'is_greater_than', [15])), ['cy']);
  assert.deepEqual(await filter(one('value', 'is_present')), ['cy', 'mine']);
  assert.deepEqual(await filter(one('last_activity_at', 'is_greater_than', ['2030-01-01'])), []);
  assert.deepEqual(await filter(one('browser_language', 'not_eq', ['en'], 'AND'), one('status', 'eq', ['pending'])), ['bot']);
  assert.deepEqual((await api.deployed.send('POST', '/conversations/filter', { payload: [one('labels', 'equal_to', ['vip'])] })).json().meta.all_count, 1);
  for (const payload of [[one('nope', 'equal_to', [1])], [one('status', 'contains', ['o'])], [one('status', 'equal_to', ['new'])], [one('priority', 'equal_to', ['huge'])], [one('assignee_id', 'equal_to', ['x'])], [one('assignee_id', 'contains', ['1'])], [one('value', 'equal_to', ['x'])], Array.from({ length: 51 }, () => one('status', 'equal_to', ['open'], 'AND'))]) {
    assert.equal((await api.ada.send('POST', '/conversations/filter', { payload })).status, 422, JSON.stringify(payload).slice(0, 80));
  }
});

test('what somebody puts into a filter is never part of a statement', async () => {
  for (const value of ["' OR '1'='1", "'); SELECT pg_sleep(5) --", '$1', '\\', '%', '_']) {
    for (const key of ['labels', 'mail_subject', 'browser_language']) assert.deepEqual(await filter(one(key, 'contains', [value])), [], `${key} ${value}`);
    assert.equal((await api.ada.send('POST', '/conversations/filter', { payload: [one(value, 'equal_to', ['x'])] })).status, 422);
  }
});

test('saved filters are the person\'s own and come back as they were given', async () => {
  const query = { payload: [one('status', 'equal_to', ['open'])] };
  const made = (await api.ada.send('POST', '/custom_filters', { name: 'Open', type: 'conversation', query })).json();
  assert.deepEqual(made, { id: made.id, name: 'Open', type: 'conversation', query, created_at: made.created_at, updated_at: made.created_at });
  assert.match(made.created_at, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/);
  assert.deepEqual((await api.ada.get('/custom_filters?filter_type=conversation')).json(), [made]);
  assert.deepEqual((await api.ada.get('/custom_filters?filter_type=contact')).json(), []);
  assert.deepEqual((await api.ada.get(`/custom_filters/${made.id}`)).json(), made);
  const changed = (await api.ada.send('PATCH', `/custom_filters/${made.id}`, { name: 'Mine', query: {} })).json();
  assert.deepEqual([changed.name, changed.query, changed.type], ['Mine', {}, 'conversation']);
  assert.equal((await api.cy.get(`/custom_filters/${made.id}`)).status, 404, 'another person\'s');
  assert.equal((await api.cy.send('DELETE', `/custom_filters/${made.id}`)).status, 404);
  for (const payload of [{ type: 'conversation' }, { name: 'X', type: 'agent' }, { name: 'X', query: 'y' }]) assert.equal((await api.ada.send('POST', '/custom_filters', payload)).status, 422, JSON.stringify(payload));
  assert.equal((await api.ada.send('DELETE', `/custom_filters/${made.id}`)).status, 200);
  assert.equal((await api.ada.get(`/custom_filters/${made.id}`)).status, 404);
});

test('canned responses', async () => {
  const made = (await api.ada.send('POST', '/canned_responses', { short_code: 'hi', content: 'Good day' })).json();
  assert.deepEqual(made, { id: made.id, content: 'Good day', short_code: 'hi', account_id: api.accountId });
  assert.deepEqual((await api.ada.send('PATCH', `/canned_responses/${made.id}`, { content: 'Hello' })).json(), { ...made, content: 'Hello' });
  assert.deepEqual([(await api.cy.get('/canned_responses?search=HEL')).json(), (await api.cy.get('/canned_responses?search=zz')).json()], [[{ ...made, content: 'Hello' }], []]);
  for (const payload of [{ short_code: 'hi', content: 'again' }, { short_code: 'two words', content: 'x' }, { content: 'x' }, { short_code: 'x', content: '' }]) assert.equal((await api.ada.send('POST', '/canned_responses', payload)).status, 422, JSON.stringify(payload));
  assert.equal((await api.cy.send('DELETE', `/canned_responses/${made.id}`)).status, 401);
  assert.equal((await api.eve.send('DELETE', `/canned_responses/${made.id}`)).status, 404);
  assert.equal((await api.ada.send('DELETE', `/canned_responses/${made.id}`)).status, 200);
  assert.deepEqual((await api.ada.get('/canned_responses')).json(), []);
});
