import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeContact, createCompany } from '#core/contacts/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { nimchat } from './dialect.ts';
import { contactAttributes } from './parse/contact-vocabulary.ts';
import { openNimchat, type Nimchat, type Reply } from './testing/open-nimchat.ts';

// Where programs go wrong: numbers at the edge, filters, both list shapes, headers, paths, and tokens of agents.

let api: Nimchat;
let inboxId: number;
let source: string;
let adaId: number;
let cyId: number;
let teamId: number;
const ids: { contacts: number[]; conversations: number[] } = { contacts: [], conversations: [] };
const notFound = { error: 'Resource could not be found' };
const must = (answer: Reply) => { assert.equal(answer.status, 200, answer.body); return answer.json(); };

before(async () => {
  api = await openNimchat();
  inboxId = must(await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api' } })).id;
  adaId = must(await api.ada.get('//api/v1/profile')).id;
  cyId = must(await api.cy.get('//api/v1/profile')).id;
  teamId = must(await api.ada.send('POST', '/teams', { name: 'Front' })).id;
  const values = { a_text: 'Lamp', a_number: 5, a_currency: 9.5, a_percent: 50, a_link: 'https://a.test/lamp', a_date: '2024-05-01', a_list: 'lamp', a_checkbox: true };
  for (const [at, key] of Object.keys({ a_text: 0, a_number: 1, a_currency: 2, a_percent: 3, a_link: 4, a_date: 5, a_list: 6, a_checkbox: 7 }).entries()) {
    for (const model of [0, 1]) must(await api.ada.send('POST', '/custom_attribute_definitions', { attribute_display_name: key, attribute_key: key, attribute_display_type: at, attribute_model: model, ...(key === 'a_list' && { attribute_values: ['lamp', 'chair'] }) }));
  }
  const bo = must(await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'Bo Lamp', email: 'bo@lamp.test', phone_number: '+49301234567', identifier: 'lamp-1', custom_attributes: values, additional_attributes: { country_code: 'DE', city: 'Lampertheim', referer: 'https://lamp.test' } }));
  source = bo.payload.contact.contact_inboxes[0].source_id;
  const kim = must(await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'Kim', identifier: 'kim' }));
  ids.contacts = [bo.id, kim.id];
  await api.desk.database.withAccount(api.accountId, async (tx) => { // companies have no word in this API but that of filters
    const { id: companyId } = await createCompany(tx, api.desk.act, { name: 'Lamp Works' });
    await changeContact(tx, api.desk.act, bo.id, { companyId });
  });
  const full = must(await api.ada.send('POST', '/conversations', { inbox_id: inboxId, source_id: source, assignee_id: adaId, team_id: teamId, custom_attributes: values, additional_attributes: { mail_subject: 'A lamp', browser_language: 'lamp', country_code: 'DE', city: 'Lampertheim', referer: 'https://lamp.test' }, message: { content: 'hello lamp' } })).id;
  must(await api.ada.send('POST', `/conversations/${full}/labels`, { labels: ['lamp'] }));
  must(await api.ada.send('POST', `/conversations/${full}/toggle_priority`, { priority: 'high' }));
  const bare = must(await api.ada.send('POST', '/conversations', { inbox_id: inboxId, contact_id: kim.id, status: 'pending' })).id;
  ids.conversations = [full, bare];
  await api.settle();
});
after(() => api.close());

type Kind = 'word' | 'id' | 'text' | 'number' | 'instant' | 'flag';
const operators = ['equal_to', 'not_equal_to', 'contains', 'does_not_contain', 'is_present', 'is_not_present', 'is_greater_than', 'is_less_than', 'days_before'] as const;
const takes: Readonly<Record<Kind, readonly (typeof operators)[number][]>> = {
  word: ['equal_to', 'not_equal_to', 'is_present', 'is_not_present'],
  id: ['equal_to', 'not_equal_to', 'is_present', 'is_not_present'],
  flag: ['equal_to', 'not_equal_to', 'is_present', 'is_not_present'],
  number: ['equal_to', 'not_equal_to', 'is_present', 'is_not_present', 'is_greater_than', 'is_less_than'],
  text: ['equal_to', 'not_equal_to', 'contains', 'does_not_contain', 'is_present', 'is_not_present', 'is_greater_than', 'is_less_than'],
  instant: ['equal_to', 'not_equal_to', 'is_present', 'is_not_present', 'is_greater_than', 'is_less_than', 'days_before'],
};
const custom: Readonly<Record<string, readonly [Kind, unknown]>> = { a_text: ['text', 'lamp'], a_number: ['number', '5'], a_currency: ['number', 9.5], a_percent: ['number', 50], a_link: ['text', 'https://a.test/lamp'], a_date: ['instant', '2024-05-01'], a_list: ['text', 'lamp'], a_checkbox: ['flag', 'true'] };
const kept: Readonly<Record<string, readonly [Kind, unknown]>> = { country_code: ['text', 'de'], city: ['text', 'lampertheim'], referer: ['text', 'https://lamp.test'] };

async function tryEveryOperator(noun: 'contacts' | 'conversations', attributes: Readonly<Record<string, readonly [Kind, unknown]>>): Promise<void> {
  const ask = async (attribute_key: string, filter_operator: string, values: unknown[]) => api.ada.send('POST', `/${noun}/filter`, { payload: [{ attribute_key, filter_operator, values, query_operator: null }] });
  const rowsOf = (answer: Reply): number[] => { const body = must(answer); return (Array.isArray(body) ? body : body.data.payload).map((row: { id: number }) => row.id); };
  const [full, bare] = ids[noun] as [number, number];
  for (const [key, [kind, value]] of Object.entries(attributes)) {
    const found: Record<string, number[]> = {};
    for (const operator of operators) {
      const answer = await ask(key, operator, operator === 'days_before' ? [1] : operator.endsWith('present') ? [] : [value]);
      if (takes[kind].includes(operator)) found[operator] = rowsOf(answer).toSorted((a, b) => a - b);
      else assert.deepEqual([answer.status, answer.json()], [422, { message: `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll('_', ' ')} cannot be compared in this way`, attributes: [key] }], `${key} ${operator}`);
    }
    assert.ok(found['equal_to']?.includes(full), `${key} equal_to`);
    for (const [is, isNot] of [['equal_to', 'not_equal_to'], ['contains', 'does_not_contain'], ['is_present', 'is_not_present']] as const) {
      if (found[is]) assert.deepEqual([...found[is], ...found[isNot]!].toSorted((a, b) => a - b), [full, bare], `${key}: ${is} and ${isNot} are everything, once`);
    }
    if (kind !== 'word') assert.ok(found['is_present']?.includes(full), `${key} is_present`);
    if (kind === 'text') assert.ok(found['contains']?.includes(full), `${key} contains`);
    if (takes[kind].includes('is_greater_than')) assert.ok(!found['is_greater_than']?.includes(full) || kind === 'instant', `${key} is not greater than itself`);
    if (!['word', 'id', 'number', 'flag'].includes(kind) || key.startsWith('a_')) assert.equal((await ask(key, 'equal_to', [])).status, 422, `${key} without a value`);
  }
}

test('conversations: every attribute with every operator, standard and custom ones', async () => {
  const [full] = ids.conversations;
  await tryEveryOperator('conversations', {
    status: ['word', 'open'], priority: ['number', 'high'], assignee_id: ['id', adaId], inbox_id: ['id', String(inboxId)], team_id: ['id', { id: teamId }], contact_id: ['id', ids.contacts[0]], display_id: ['id', full],
    labels: ['text', 'lamp'], mail_subject: ['text', 'a lamp'], browser_language: ['text', 'lamp'], created_at: ['instant', '2024-05-06'], last_activity_at: ['instant', '2024-05-06'], ...kept, ...custom,
  });
});

test('contacts: every attribute with every operator, standard and custom ones', async () => {
  const attributes: Readonly<Record<string, readonly [Kind, unknown]>> = {
    id: ['id', ids.contacts[0]], name: ['text', 'bo lamp'], email: ['text', 'bo@lamp.test'], phone_number: ['text', '+49301234567'], identifier: ['text', 'lamp-1'], company: ['text', 'lamp works'],
    created_at: ['instant', '2024-05-06'], last_activity_at: ['instant', '2024-05-06'], ...kept, ...custom,
  };
  assert.deepEqual(Object.keys(contactAttributes).filter((key) => !Object.hasOwn(attributes, key)), [], 'none that can be asked is left out');
  await tryEveryOperator('contacts', attributes);
});

test('dates and flags of custom attributes are compared as such', async () => {
  const ask = (attribute_key: string, filter_operator: string, ...values: unknown[]) => api.ada.send('POST', '/contacts/filter', { payload: [{ attribute_key, filter_operator, values }] });
  const count = async (...asked: Parameters<typeof ask>) => must(await ask(...asked)).length;
  assert.deepEqual([await count('a_date', 'is_greater_than', '2024-04-30'), await count('a_date', 'is_less_than', '2024-05-01'), await count('a_date', 'is_less_than', '2024-05-02')], [1, 0, 1]);
  assert.deepEqual([await count('a_date', 'days_before', 4), await count('a_date', 'days_before', '5')], [1, 0], 'five days before 6 May is 1 May, which is not before itself');
  assert.deepEqual([await count('a_checkbox', 'equal_to', false), await count('a_checkbox', 'equal_to', 'TRUE'), await count('a_number', 'is_greater_than', '4.5')], [0, 1, 1]);
  for (const [key, operator, value, problem] of [['a_date', 'equal_to', 'soon', 'A date must be compared with a day such as 2026-01-31'], ['a_date', 'is_less_than', 6, 'A date must be compared with a day such as 2026-01-31'], ['a_date', 'equal_to', '2024-02-30', 'A date must be compared with a day such as 2026-01-31'],
    ['a_date', 'days_before', 'x', 'A date must be compared with a number'], ['a_checkbox', 'equal_to', 'maybe', 'A checkbox must be compared with true or false'], ['a_number', 'equal_to', 'five', 'A number must be compared with a number']] as const) {
    const answer = await ask(key, operator, value);
    assert.deepEqual([answer.status, answer.json()], [422, { message: problem, attributes: [key] }]);
  }
});

for (const [noun, [yes, alsoYes, no, ofBare]] of Object.entries({
  conversations: [['status', 'open'], ['priority', 'high'], ['priority', 'low'], ['status', 'pending']], contacts: [['name', 'Bo Lamp'], ['a_number', 5], ['a_list', 'chair'], ['identifier', 'kim']],
} as const)) {
  test(`chains of ${noun}: AND before OR, a wrong joint, an empty chain, one too long, what is no attribute and no operator`, async () => {
    const [full, bare] = ids[noun as keyof typeof ids];
    const part = ([attribute_key, value]: readonly [string, unknown], query_operator?: string | null) => ({ attribute_key, filter_operator: 'equal_to', values: [value], ...(query_operator !== undefined && { query_operator }) });
    const send = (payload: unknown) => api.ada.send('POST', `/${noun}/filter`, { payload });
    const ask = async (...payload: object[]) => {
      const body = must(await send(payload));
      return (Array.isArray(body) ? body : body.data.payload).map(({ id }: { id: number }) => id).toSorted((a: number, b: number) => a - b);
    };
    assert.deepEqual(await ask(part(ofBare, 'OR'), part(yes, 'AND'), part(alsoYes)), [full, bare]);
    assert.deepEqual(await ask(part(yes, 'AND'), part(no, 'OR'), part(alsoYes, null)), [full]);
    assert.deepEqual(await ask(part(yes, 'and'), part(no, 'and')), [], 'a joint after the last is passed over');
    assert.deepEqual(await ask(part(ofBare, 'AND'), part(yes)), []);
    assert.deepEqual(await ask(), [full, bare], 'no condition: everything');
    for (const joint of ['XOR', '', undefined, null]) assert.deepEqual((await send([part(yes, joint), part(yes)])).json(), { message: 'Payload.0.query operator must be AND or OR for all but the last', attributes: ['payload.0.query_operator'] });
    for (const payload of ['x', 5, [5], [{}], { a: 1 }, Array.from({ length: 51 }, () => part(yes, 'AND'))]) assert.equal((await send(payload)).status, 422, JSON.stringify(payload).slice(0, 50));
    for (const [wrong, attribute] of [[part(['shoe_size', 41]), 'payload.0.attribute_key'], [part(['constructor', 1]), 'payload.0.attribute_key'], [{ ...part(yes), filter_operator: 'like' }, 'payload.0.filter_operator'], [{ ...part(yes), filter_operator: 'toString' }, 'payload.0.filter_operator'], [{ ...part(yes), values: [{}] }, 'payload.0.values'], [{ ...part(yes), values: [null] }, 'payload.0.values']] as const) {
      const answer = await send([wrong]);
      assert.deepEqual([answer.status, answer.json().attributes], [422, [attribute]], JSON.stringify(wrong));
    }
  });
}

test('pages at the edge are refused or empty, never an error of the server', async () => {
  for (const path of ['/contacts?', '/contacts/search?q=lamp&', '/conversations?']) {
    for (const page of ['0', '-1', 'x', '1.5', '99999999', '9223372036854775808', '1e3', '٣']) {
      const answer = await api.ada.get(`${path}page=${encodeURIComponent(page)}`);
      assert.deepEqual([answer.status, answer.json().attributes], [422, ['page']], `${path} ${page}: ${answer.body}`);
    }
    assert.equal((await api.ada.get(`${path}page=4000`)).status, 200);
    const plain = (await api.ada.get(path)).body;
    assert.deepEqual([(await api.ada.get(`${path}page=`)).body, (await api.ada.get(`${path}page=9&page=1&sort=&status=&unheard=of`)).body], [plain, plain], 'empty ones and unknown ones are passed over, of one given twice the last counts');
  }
  for (const noun of ['contacts', 'conversations']) for (const page of ['0', '-1', 'x']) assert.equal((await api.ada.send('POST', `/${noun}/filter?page=${page}`, { payload: [] })).status, 422);
  const at = `/conversations/${ids.conversations[0]}/messages`;
  for (const query of ['before=0', 'before=-1', 'after=x', 'before=9223372036854775808']) assert.equal((await api.ada.get(`${at}?${query}`)).status, 422, query);
  assert.deepEqual(must(await api.ada.get(`${at}?before=999999`)), [], 'beside a message that is not there stands none');
});

test('numbers that nothing can have are not found in a path and refused in a body', async () => {
  for (const id of ['0', '-1', '1.0', 'x', '%20', '9007199254740992', '9223372036854775808', '1'.repeat(400)]) {
    for (const path of [`/contacts/${id}`, `/conversations/${id}`, `/inboxes/${id}`, `/teams/${id}`, `/conversations/${id}/messages`]) assert.deepEqual(await api.ada.get(path).then((answer) => [answer.status, answer.json()]), [404, notFound], path);
    assert.equal((await api.ada.send('DELETE', `/conversations/${ids.conversations[0]}/messages/${id}`)).status, 404, id);
  }
  const at = `/conversations/${ids.conversations[0]}/assignments`;
  for (const value of [-1, 1.5, 2 ** 53, 2 ** 63, '9223372036854775808', 'x', true, [1], { id: 1 }]) {
    assert.deepEqual((await api.ada.send('POST', at, { assignee_id: value })).json().attributes, ['assignee_id'], JSON.stringify(value));
    assert.equal((await api.ada.send('POST', '/conversations', { inbox_id: value, source_id: source })).status, 422, JSON.stringify(value));
    assert.equal((await api.ada.send('POST', '/inbox_members', { inbox_id: inboxId, user_ids: [value] })).status, 422, JSON.stringify(value));
  }
  assert.equal((await api.ada.send('POST', '/inbox_members', { inbox_id: 0, user_ids: [] })).status, 422);
  assert.equal(must(await api.ada.get(`/conversations/${ids.conversations[0]}`)).meta.assignee.id, adaId, 'nothing of it changed anything');
});

test('search takes any characters as they are', async () => {
  for (const q of ['%', '_', '\\', '*', '"', "' OR 1=1 --", '(', ')', ':*', '&', '|', '!', '😀', '\u202e', 'a'.repeat(250), '-bo', 'from:', 'before:2020-13-01', '"open']) {
    const text = encodeURIComponent(q);
    assert.deepEqual(must(await api.ada.get(`/contacts/search?q=${text}`)).payload, [], q);
    assert.equal((await api.ada.get(`/conversations?q=${text}`)).status, 200, q);
    assert.equal((await api.ada.get(`/conversations/meta?q=${text}`)).status, 200, q);
  }
  for (const q of ['BO LAMP', 'lamp.test', '1234567', 'lamp-1']) assert.deepEqual(must(await api.ada.get(`/contacts/search?q=${encodeURIComponent(q)}`)).payload.map(({ id }: { id: number }) => id), [ids.contacts[0]], q);
  for (const q of ['hello', 'HELLO lamp', 'hello la']) assert.deepEqual(must(await api.ada.get(`/conversations?q=${encodeURIComponent(q)}`)).data.payload.map(({ id }: { id: number }) => id), [ids.conversations[0]], q);
  for (const q of ['%00', '%ff', '%zz']) assert.equal((await api.ada.get(`/contacts/search?q=${q}`)).status, 400, q);
});

test('both shapes of every list: the document\'s, and the deployed product\'s for its tokens', async () => {
  const [contact] = ids.contacts;
  const at = `/conversations/${ids.conversations[0]}`;
  must(await api.ada.send('PATCH', '/inbox_members', { inbox_id: inboxId, user_ids: [cyId] }));
  must(await api.ada.send('PATCH', `/teams/${teamId}/team_members`, { user_ids: [cyId] }));
  must(await api.ada.send('POST', '/custom_filters', { name: 'All', query: {} }));
  must(await api.ada.send('POST', '/canned_responses', { short_code: 'hi', content: 'Hello' }));
  const shapeOf = (value: unknown): string => (Array.isArray(value) ? `[${value.length}]` : value !== null && typeof value === 'object' ? `{${Object.entries(value).map(([key, each]) => (['meta', 'data', 'payload'].includes(key) ? `${key}${shapeOf(each)}` : key)).join(' ')}}` : typeof value);
  const counts = '{mine_count unassigned_count assigned_count all_count}';
  const inbox = '{source_id inbox}';
  const table: readonly (readonly [string, string, string, object?])[] = [
    ['/contacts', '[2]', '{meta{count current_page} payload[2]}'], ['/contacts/search?q=lamp', '{payload[1]}', '{meta{count current_page} payload[1]}'], ['/contacts/filter', '[2]', '{meta{count current_page} payload[2]}', { payload: [] }],
    [`/contacts/${contact}/conversations`, '[1]', '{payload[1]}'], [`/contacts/${contact}/contactable_inboxes`, inbox, '{payload[4]}'],
    ['/conversations', `{data{meta${counts} payload[1]}}`, `{data{meta${counts} payload[1]}}`], ['/conversations/filter', `{data{meta${counts} payload[2]}}`, `{meta${counts} payload[2]}`, { payload: [] }],
    ['/conversations/meta', `{meta${counts}}`, `{meta${counts}}`], [`${at}/messages`, '[1]', '{meta{labels additional_attributes} payload[1]}'], [`${at}/labels`, '{payload[1]}', '{payload[1]}'],
    ['/inboxes', '[4]', '{payload[4]}'], [`/inbox_members/${inboxId}`, '[1]', '{payload[1]}'],
    ['/agents', '[2]', '[2]'], ['/teams', '[1]', '[1]'], [`/teams/${teamId}/team_members`, '[1]', '[1]'], ['/custom_attribute_definitions?attribute_model=0', '[8]', '[8]'], ['/custom_filters', '[1]', '[1]'], ['/canned_responses', '[1]', '[1]'],
  ];
  for (const [path, documented, deployed, body] of table) {
    const [one, other] = [api.ada, api.deployed].map((caller) => (body ? caller.send('POST', path, body) : caller.get(path)));
    assert.deepEqual([shapeOf(must(await one!)), shapeOf(must(await other!))], [documented, deployed], path);
  }
});

test('slashes, HEAD, other methods and unknown paths', async () => {
  for (const path of ['/agents/', '/inboxes/', `/inboxes/${inboxId}/`, '/conversations/', '/conversations/meta/', '/contacts/search/?q=bo', '/teams/']) assert.equal((await api.ada.get(path)).status, 200, path);
  const headers = { api_access_token: api.ada.token };
  const root = `/api/v1/accounts/${api.accountId}`;
  const head = await api.server.inject({ method: 'HEAD', url: `${root}/agents`, headers });
  assert.deepEqual([head.statusCode, head.body, Number(head.headers['content-length']) > 100], [200, '', true]);
  for (const method of ['OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const) {
    const answer = await api.server.inject({ method, url: `${root}/agents`, headers });
    assert.deepEqual([answer.statusCode, answer.json(), answer.headers.allow], [405, { error: 'This path takes POST, GET, HEAD.' }, 'POST, GET, HEAD'], method);
  }
  for (const url of ['/api/v1', '/api/v1/nothing', `${root}/nothing`, `${root}/agents//`, `${root}/Agents`, '/accounts/1', '/public/api/v1/inboxes/x', `/api/v2/accounts/${api.accountId}/nothing`]) {
    const answer = await api.server.inject({ url, headers });
    assert.deepEqual([answer.statusCode, answer.json()], [404, notFound], url);
  }
});

test('bodies: charsets, none at all, forms, other types and broken ones', async () => {
  const ask = async (payload: string, type?: string) => {
    const answer = await api.server.inject({ method: 'POST', url: `/api/v1/accounts/${api.accountId}/conversations/${ids.conversations[1]}/toggle_priority`, headers: { api_access_token: api.ada.token, ...(type !== undefined && { 'content-type': type }) }, payload });
    return [answer.statusCode, answer.body] as const;
  };
  for (const type of ['application/json', 'application/json; charset=utf-8', 'application/JSON;charset=UTF-8', 'application/vnd.api+json']) assert.deepEqual(await ask('{"priority":"low"}', type), [200, 'null'], type);
  assert.deepEqual(await ask('priority=low', 'application/x-www-form-urlencoded; charset=UTF-8'), [200, 'null']);
  const missing = [422, '{"message":"Priority must be given","attributes":["priority"]}'] as const;
  for (const [payload, type] of [['', 'application/json'], ['', undefined], ['{}', 'application/json'], ['null', 'application/json']] as const) assert.deepEqual(await ask(payload, type), missing, `${payload} ${type}`);
  assert.deepEqual((await ask('{"priority"', 'application/json')), [400, '{"error":"The body is not valid JSON."}']);
  assert.deepEqual([(await ask('[1]', 'application/json'))[0], (await ask('"x"', 'application/json'))[0], (await ask('x', 'text/plain'))[0], (await ask('{"__proto__":{}}', 'application/json'))[0]], [422, 422, 415, 400]);
  const deleted = await api.server.inject({ method: 'DELETE', url: `/api/v1/accounts/${api.accountId}/teams/999999`, headers: { api_access_token: api.ada.token, 'content-type': 'application/json' } });
  assert.equal(deleted.statusCode, 404, 'a delete with a type and no body is read');
});

test('the token is found in its header however that is written, and nowhere else', async () => {
  const token = api.ada.token;
  const ask = async (headers: Record<string, string>, url = '/api/v1/profile') => (await api.server.inject({ url, headers })).statusCode;
  for (const name of ['api_access_token', 'API_ACCESS_TOKEN', 'Api_Access_Token', 'api-access-token', 'Api-Access-Token']) assert.equal(await ask({ [name]: token }), 200, name);
  assert.deepEqual([await ask({ api_access_token: 'x', 'api-access-token': token }), await ask({ api_access_token: '' }), await ask({ api_access_token: token.toUpperCase() }), await ask({}, `/api/v1/profile?api_access_token=${token}`), await ask({ 'access-token': token }), await ask({ cookie: `api_access_token=${token}` })], [401, 401, 401, 401, 401, 401]);
});

test('a token of an agent may do an agent\'s work, and nothing of an administrator\'s', async () => {
  const [contact] = ids.contacts;
  const at = `/conversations/${ids.conversations[1]}`;
  const definition = { attribute_display_name: 'X', attribute_key: 'x' };
  const members = { inbox_id: inboxId, user_ids: [cyId] };
  const own = must(await api.cy.send('POST', '/custom_filters', { name: 'Own', query: {} })).id;
  const may: Readonly<Record<string, readonly [string, object?]>> = {
    'contacts.create': ['/contacts', { name: 'By Cy', identifier: 'by-cy' }], 'contacts.update': [`/contacts/${contact}`, { additional_attributes: { city: 'Lampertheim' } }], 'contacts.contact-inboxes.create': [`/contacts/${contact}/contact_inboxes`, { inbox_id: inboxId }], 'contacts.filter': ['/contacts/filter', { payload: [] }],
    'conversations.create': ['/conversations', { inbox_id: inboxId, source_id: source }], 'conversations.filter': ['/conversations/filter', { payload: [] }], 'conversations.assign': [`${at}/assignments`, { assignee_id: cyId }], 'conversations.labels.set': [`${at}/labels`, { labels: ['lamp'] }],
    'conversations.custom-attributes': [`${at}/custom_attributes`, { custom_attributes: { k: 1 } }], 'conversations.toggle-priority': [`${at}/toggle_priority`, { priority: 'low' }], 'conversations.toggle-status': [`${at}/toggle_status`, { status: 'open' }], 'messages.create': [`${at}/messages`, { content: 'x' }],
    'custom-filters.create': ['/custom_filters', { name: 'Mine' }], 'custom-filters.update': [`/custom_filters/${own}`, { name: 'Still mine' }], 'custom-filters.delete': [`/custom_filters/${own}`],
  };
  const mayNot: typeof may = {
    'agents.create': ['/agents', { name: 'X', email: 'x@desk.test', role: 'administrator' }], 'agents.update': [`/agents/${cyId}`, { role: 'administrator' }], 'agents.delete': [`/agents/${adaId}`],
    'inboxes.create': ['/inboxes', { channel: { type: 'api' } }], 'inboxes.update': [`/inboxes/${inboxId}`, { name: 'X' }], 'inbox-members.create': ['/inbox_members', members], 'inbox-members.update': ['/inbox_members', members], 'inbox-members.delete': ['/inbox_members', members],
    'inbox-members.delete-of-inbox': [`/inbox_members/${inboxId}`, { user_ids: [cyId] }], 'contacts.delete': [`/contacts/${contact}`], 'messages.delete': [`${at}/messages/1`], 'teams.create': ['/teams', { name: 'X' }], 'teams.update': [`/teams/${teamId}`, { name: 'X' }], 'teams.delete': [`/teams/${teamId}`],
    ...Object.fromEntries(['create', 'update', 'delete'].map((what) => [`team-members.${what}`, [`/teams/${teamId}/team_members`, { user_ids: [cyId] }]] as const)),
    'custom-attribute-definitions.create': ['/custom_attribute_definitions', definition], 'custom-attribute-definitions.update': ['/custom_attribute_definitions/1', definition], 'custom-attribute-definitions.delete': ['/custom_attribute_definitions/1'],
    'agent-bots.create': ['/agent_bots', { name: 'X' }], 'agent-bots.update': ['/agent_bots/1', { name: 'X' }], 'agent-bots.delete': ['/agent_bots/1'], 'inboxes.set-agent-bot': [`/inboxes/${inboxId}/set_agent_bot`, { agent_bot: null }],
    'webhooks.create': ['/webhooks', { url: 'https://x.test' }], 'webhooks.update': ['/webhooks/1', { name: 'X' }], 'webhooks.delete': ['/webhooks/1'],
    'integrations.hooks.create': ['/integrations/hooks', { app_id: 'slack', settings: { webhook_url: 'https://x.test' } }], 'integrations.hooks.update': ['/integrations/hooks/1', { settings: {} }], 'integrations.hooks.delete': ['/integrations/hooks/1'],
    'portals.create': ['/portals', { name: 'X', slug: 'x' }], 'portals.update': ['/portals', { id: 1, name: 'X' }], 'portals.update-named': ['/portals/1', { name: 'X' }], 'portals.categories.create': ['/portals/1/categories', { name: 'X', locale: 'en', slug: 'x' }],
    'portals.articles.create': ['/portals/1/articles', { title: 'X', content: 'x' }],
    'automation-rules.create': ['/automation_rules', { name: 'x', event_name: 'message_created', actions: [{ action_name: 'resolve_conversation' }] }], 'automation-rules.update': ['/automation_rules/1', { name: 'x' }], 'automation-rules.delete': ['/automation_rules/1'],
    'canned-responses.create': ['/canned_responses', { short_code: 'x', content: 'x' }], 'canned-responses.update': ['/canned_responses/1', { content: 'x' }], 'canned-responses.delete': ['/canned_responses/1'],
  };
  const writing = nimchat(noOutside()).operations.filter(({ id, method }) => method !== 'GET' && !id.endsWith('.without-version') && id !== 'integrations.hooks.process-event' // hooks.test.ts asks that one: it needs a program outside
    && !/^(?:platform|public)\./.test(id)); // other doors: platform.test.ts, public.test.ts
  assert.deepEqual(writing.map(({ id }) => id).toSorted(), [...Object.keys(may), ...Object.keys(mayNot)].toSorted(), 'each of them is one or the other');
  const ask = (id: string, [path, body]: readonly [string, object?]) => api.cy.send(writing.find((each) => each.id === id)!.method as 'POST', path, body);
  for (const [id, question] of Object.entries(mayNot)) assert.deepEqual(await ask(id, question).then((answer) => [answer.status, answer.json()]), [401, { error: 'You are not authorized to do this action' }], id);
  for (const [id, question] of Object.entries(may)) assert.equal((await ask(id, question)).status, 200, id);
  assert.equal((await api.cy.send('POST', `${at}/labels`, { labels: ['never heard of'] })).status, 422, 'new labels are an administrator\'s');
});
